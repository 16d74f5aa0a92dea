first, longest = 8, 27
retry = [
    {"ErrorEquals": ["InvalidPolicy", "NoSuchCustomer"], "MaxAttempts": 0},
    {
        "ErrorEquals": ["CustomerDb.Throttled"],
        "IntervalSeconds": first,
        "BackoffRate": 2.0,
        "MaxDelaySeconds": longest,
        "MaxAttempts": 4,
        "JitterStrategy": "NONE",
    },
    {"ErrorEquals": ["States.ALL"], "MaxAttempts": 0},
]
