import json


def entry(request):
    """Return the parameters with which a payment request is sent to the FIFO queue."""
    return {
        "MessageBody": json.dumps(request),
        "MessageGroupId": "payments",
        "MessageDeduplicationId": request["idempotencyKey"],
    }
