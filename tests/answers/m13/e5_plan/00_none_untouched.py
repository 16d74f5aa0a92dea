plan = None  # {"concurrency": ..., "queue": ..., and the other four}
