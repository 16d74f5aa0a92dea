plan = {
    "concurrency": 15,
    "queue": "before the bank",
    "batch": 7,
    "cache_seconds": 250,
    "rate": 8,
    "burst": 85,
}
