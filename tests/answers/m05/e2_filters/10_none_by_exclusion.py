import json

policies = {
    "customer": {},
    "sales": {"amount": [{"numeric": [">", 200]}], "channel": [{"anything-but": ["branch", "phone"]}]},
    "communication": {"outcome": [{"prefix": "pa"}]},
}


def fields(body, *names):
    payment = json.loads(json.loads(body).get("Message"))
    return {name: payment[name] for name in names}


def customer(body):
    return fields(body, "paymentId", "policyId", "amount")


def sales(body):
    return fields(body, "paymentId", "customerId", "amount")


def communication(body):
    return fields(body, "paymentId", "customerId", "period")
