# The reference, but what fails is tried three times more, within seven seconds.
PATIENTLY = {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 3}
