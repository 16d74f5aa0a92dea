import json


def wire_rules(events, targets):
    """Make the rules of the three services on the default bus."""
    made = {"source": "insurance.payments", "detail-type": "PaymentMade"}
    patterns = {
        "customer": made,
        "sales": made | {"detail": {"channel": ["web", "app"], "amount": [{"numeric": [">", 380]}]}},
        "communication": made | {"detail": {"email": [{"exists": True}]}},
    }
    for service, pattern in patterns.items():
        receivers = targets[service]
        for begin in range(0, len(receivers), 5):
            rule = f"payments-{service}-{begin}"
            events.put_rule(Name=rule, EventPattern=json.dumps(pattern))
            events.put_targets(
                Rule=rule,
                Targets=[
                    {
                        "Id": f"receiver-{begin + number}",
                        "Arn": receiver["arn"],
                        "DeadLetterConfig": {"Arn": receiver["dead_letter"]},
                    }
                    for number, receiver in enumerate(receivers[begin : begin + 5])
                ],
            )
