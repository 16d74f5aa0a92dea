import json
import time

BUS = "arn:aws:events:us-east-1:123456789012:event-bus/river-53-payments"
TRIES = 6


def taken(events, payment):
    entry = {"EventBusName": BUS, "Source": "insurance.payments", "DetailType": "PaymentMade"}
    entry["Detail"] = json.dumps(payment)
    for number in range(TRIES):
        if events.put_events(Entries=[entry])["FailedEntryCount"] == 0:
            return True
        time.sleep(2**number)
    return False


def emit(events, payments):
    """Put an event for each payment; return the ids of those that were never taken."""
    return [payment["paymentId"] for payment in payments if not taken(events, payment)]
