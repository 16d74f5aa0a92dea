retry = [
    {
        "ErrorEquals": ["CustomerDb.Throttled"],
        "IntervalSeconds": 27,
        "BackoffRate": 2,
        "MaxDelaySeconds": 28,
        "MaxAttempts": 4,
    },
]
