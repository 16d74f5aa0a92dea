import json

weak = []


def repair(sns, sqs, wiring):
    """Nothing needs repair."""
    return None
