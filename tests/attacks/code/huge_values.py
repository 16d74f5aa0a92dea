"""What is returned is larger than any message: ten million items, a text of 100 MB, a number of a million digits.

e1: 0
e3: 2
"""
# %% e1
MANY = ["q"] * 10_000_000
HUGE = {"paid": "x" * 100_000_000, "declined": 10**1_000_000, "pending": float("nan")}


def wire(sns, sqs, prefix):
    return MANY
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    return HUGE[outcome]
