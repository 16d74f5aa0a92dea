import json

policies = None  # {"customer": ..., "sales": ..., "communication": ...}
# Your answer goes here.


def customer(body):
    """Return the row for the customer's account: paymentId, policyId, amount."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")


def sales(body):
    """Return the row for follow-up offers: paymentId, customerId, amount."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")


def communication(body):
    """Return the row for the confirmation: paymentId, customerId, period."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
