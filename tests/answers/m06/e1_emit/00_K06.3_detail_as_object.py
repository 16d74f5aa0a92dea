def emit(events, payments):
    """Put an event for each payment; return the ids of those that were never taken."""
    for begin in range(0, len(payments), 10):
        entries = [
            {
                "EventBusName": "river-53-payments",
                "Source": "insurance.payments",
                "DetailType": "PaymentMade",
                "Detail": payment,
            }
            for payment in payments[begin : begin + 10]
        ]
        events.put_events(Entries=entries)
    return []
