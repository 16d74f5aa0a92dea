busy = 6250 / (60 * 25)  # payments a second in the busy minutes
# When the bank is back, ten minutes' payments wait, and others come: so many must be done a second, and some more.
needed = 1.15 * (busy + 600 * busy / (60 * 11))
# A call takes 4.0 + 1.01 * size seconds, so 15 places do 15 * size / (4.0 + 1.01 * size) payments a second.
enough = [size for size in range(1, 100) if 15 * size / (4.0 + 1.01 * size) >= needed]
plan = {
    "concurrency": 15,  # one more, and the bank refuses
    "queue": "before the bank",  # in front of what is narrow, and may be down
    "batch": enough[0],  # larger ones are cheaper, and slower
    "cache_seconds": 250,  # as long as it may be: it spares the database nearly half of its reads
    "rate": 0.8 * 7.7,  # more than come, less than the database bears
    "burst": 0.7 * 68,
}
