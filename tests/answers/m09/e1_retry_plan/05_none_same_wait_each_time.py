retry = [
    {
        "ErrorEquals": ["CustomerDb.Throttled"],
        "IntervalSeconds": 8,
        "BackoffRate": 1,
        "MaxDelaySeconds": 27,
        "MaxAttempts": 4,
    },
]
