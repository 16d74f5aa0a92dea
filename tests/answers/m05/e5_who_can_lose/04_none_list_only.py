import json

weak = ["fraud", "customer"]


def repair(sns, sqs, wiring):
    """Nothing needs repair."""
    return None
