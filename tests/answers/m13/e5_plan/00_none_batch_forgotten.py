plan = {
    "concurrency": 15,
    "queue": "before the bank",
    "cache_seconds": 250,
    "rate": 6.2,
    "burst": 48,
}
