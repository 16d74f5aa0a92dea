plan = {
    "concurrency": 15,
    "queue": "before the bank",
    "batch": 7,
    "cache_seconds": 10,
    "rate": 6.2,
    "burst": 48,
}
