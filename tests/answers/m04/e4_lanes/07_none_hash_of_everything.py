import hashlib
import json


def entry(request):
    """Return the parameters with which a payment request is sent to the FIFO queue."""
    return {
        "MessageBody": json.dumps(request),
        "MessageGroupId": request["policyId"],
        "MessageDeduplicationId": hashlib.sha256(json.dumps(request).encode()).hexdigest(),
    }
