import math


def response_ms(form, own_ms, service_ms, handover_ms):
    """Return how long the customer waits, in milliseconds."""
    if form == "asynchronous":
        return float(own_ms + handover_ms)
    return own_ms + (max(service_ms) if form == "concurrent" else math.fsum(service_ms))


def billed_ms(form, own_ms, service_ms, handover_ms):
    """Return how long all functions together run for one payment, in milliseconds."""
    payments = own_ms
    if form == "sequential":
        payments += sum(service_ms)
    elif form == "concurrent":
        payments += sorted(service_ms)[-1]
    else:
        payments += handover_ms
    return sum([payments, *service_ms])


def monthly_cost(form, own_ms, service_ms, handover_ms, payments, gb, prices):
    """Return what a month costs, in USD, not rounded."""
    functions = len(service_ms) + 1
    gb_seconds = payments * billed_ms(form, own_ms, service_ms, handover_ms) * gb / 1000
    queue_requests = payments * len(service_ms) * 3 if form == "asynchronous" else 0
    return (
        gb_seconds * prices["gb_second"]
        + payments * functions * prices["invocation"]
        + queue_requests * prices["queue_request"]
    )
