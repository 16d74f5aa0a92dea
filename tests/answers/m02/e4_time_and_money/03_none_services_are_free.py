def response_ms(form, own_ms, service_ms, handover_ms):
    """Return how long the customer waits, in milliseconds."""
    waits = {"sequential": sum(service_ms), "concurrent": max(service_ms), "asynchronous": handover_ms}
    return own_ms + waits[form]


def billed_ms(form, own_ms, service_ms, handover_ms):
    """Return how long all functions together run for one payment, in milliseconds."""
    return response_ms(form, own_ms, service_ms, handover_ms)


def monthly_cost(form, own_ms, service_ms, handover_ms, payments, gb, prices):
    """Return what a month costs, in USD, not rounded."""
    seconds = billed_ms(form, own_ms, service_ms, handover_ms) / 1000
    one = seconds * gb * prices["gb_second"] + (1 + len(service_ms)) * prices["invocation"]
    if form == "asynchronous":
        one += 3 * len(service_ms) * prices["queue_request"]
    return payments * one
