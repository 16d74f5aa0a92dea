import json


def entry(request):
    """Return the parameters with which a payment request is sent to the FIFO queue."""
    return {
        "MessageBody": str(request),
        "MessageGroupId": request["policyId"],
        "MessageDeduplicationId": request["idempotencyKey"],
    }
