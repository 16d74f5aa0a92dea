retry = [
    {"ErrorEquals": ["CustomerDb.Throttled"], "IntervalSeconds": 8, "MaxDelaySeconds": 27, "MaxAttempts": 4}
]
