import json


def entry(request):
    """Return the parameters with which a payment request is sent to the FIFO queue."""
    return {
        "MessageBody": json.dumps({"policyId": request["policyId"], "idempotencyKey": request["idempotencyKey"]}),
        "MessageGroupId": request["policyId"],
        "MessageDeduplicationId": request["idempotencyKey"],
    }
