retry = [
    {
        "ErrorEquals": ["CustomerDb.Throttled"],
        "IntervalSeconds": 8,
        "BackoffRate": 2,
        "MaxDelaySeconds": 27,
        "MaxAttempts": 4 + 1,
    },
]
