retry = [
    {
        "ErrorEquals": ["States.ALL"],
        "IntervalSeconds": 8,
        "BackoffRate": 2,
        "MaxDelaySeconds": 27,
        "MaxAttempts": 4,
    },
]
