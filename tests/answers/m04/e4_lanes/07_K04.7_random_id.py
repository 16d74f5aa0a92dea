import json
import uuid


def entry(request):
    """Return the parameters with which a payment request is sent to the FIFO queue."""
    return {
        "MessageBody": json.dumps(request),
        "MessageGroupId": request["policyId"],
        "MessageDeduplicationId": str(uuid.uuid4()),
    }
