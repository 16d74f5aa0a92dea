import hashlib
import json


def entry(request):
    """Return the parameters with which a payment request is sent to the FIFO queue."""
    return {
        "MessageBody": json.dumps(request),
        "MessageGroupId": "customer-" + request["customerId"],
        "MessageDeduplicationId": hashlib.sha256(f'{request["policyId"]} {request["period"]}'.encode()).hexdigest(),
    }
