import json

weak = None  # the list of services that lose payments
# Your answer goes here.


def repair(sns, sqs, wiring):
    """Change the wiring so that no service loses a payment."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
