plan = {
    "concurrency": 15,
    "queue": "in front of the bank",
    "batch": 7,
    "cache_seconds": 250,
    "rate": 6.2,
    "burst": 48,
}
