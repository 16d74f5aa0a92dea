# The first try is one of the tries, or so it seems.
retries = 4
retry = [
    {
        "ErrorEquals": ["CustomerDb.Throttled"],
        "IntervalSeconds": 8,
        "BackoffRate": 2,
        "MaxDelaySeconds": 27,
        "MaxAttempts": retries - 1,
    },
]
