plan = dict(concurrency=14, queue="before the bank", batch=8, cache_seconds=120, rate=6, burst=30)
