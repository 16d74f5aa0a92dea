retry = [
    {
        "ErrorEquals": ["CustomerDb.Throttled"],
        "BackoffRate": 2,
        "MaxDelaySeconds": 27,
        "MaxAttempts": 4,
    },
]
