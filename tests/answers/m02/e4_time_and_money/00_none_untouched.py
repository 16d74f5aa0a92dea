def response_ms(form, own_ms, service_ms, handover_ms):
    """Return how long the customer waits, in milliseconds."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")


def billed_ms(form, own_ms, service_ms, handover_ms):
    """Return how long all functions together run for one payment, in milliseconds."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")


def monthly_cost(form, own_ms, service_ms, handover_ms, payments, gb, prices):
    """Return what a month costs, in USD, not rounded."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
