import json

policies = None  # {"customer": ..., "sales": ..., "communication": ...}
limit = 200

policies = {
    # No policy: everything is delivered.
    "customer": None,
    # Between fields all must hold; inside a list one is enough. An amount is compared as a number, strictly.
    "sales": {"channel": ["web", "app"], "amount": [{"numeric": [">", limit]}]},
    # A list also where only one value is accepted.
    "communication": {"outcome": ["paid"]},
}


def customer(body):
    """Return the row for the customer's account: paymentId, policyId, amount."""
    # The body is SNS's envelope; what payments published is the text under "Message".
    payment = json.loads(json.loads(body)["Message"])
    return {"paymentId": payment["paymentId"], "policyId": payment["policyId"], "amount": payment["amount"]}


def sales(body):
    """Return the row for follow-up offers: paymentId, customerId, amount."""
    payment = json.loads(json.loads(body)["Message"])
    if payment["channel"] in ("branch", "phone"):
        return None
    return {
        "paymentId": payment["paymentId"],
        "customerId": payment["customerId"],
        "amount": payment["amount"],
    }


def communication(body):
    """Return the row for the confirmation: paymentId, customerId, period."""
    payment = json.loads(json.loads(body)["Message"])
    return {
        "paymentId": payment["paymentId"],
        "customerId": payment["customerId"],
        "period": payment["period"],
    }
