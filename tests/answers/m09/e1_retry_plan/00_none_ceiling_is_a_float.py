retry = [
    {
        "ErrorEquals": ["CustomerDb.Throttled"],
        "IntervalSeconds": 8,
        "BackoffRate": 2,
        "MaxDelaySeconds": 27.5,
        "MaxAttempts": 4,
    },
]
