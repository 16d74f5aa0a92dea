import json


def rule(events, name, detail, receivers):
    """A rule for these receivers, five at a time."""
    pattern = {"source": ["insurance.payments"], "detail-type": ["PaymentMade"], "account": ["123456789012"]}
    if detail:
        pattern["detail"] = detail
    while receivers:
        some, receivers = receivers[:5], receivers[5:]
        full = f"{name}-{len(receivers)}"
        events.put_rule(Name=full, EventPattern=json.dumps(pattern))
        events.put_targets(
            Rule=full,
            Targets=[
                {"Id": each["arn"].split(":")[-1], "Arn": each["arn"], "DeadLetterConfig": {"Arn": each["dead_letter"]}}
                for each in some
            ],
        )


def wire_rules(events, targets):
    """Make the rules of the three services on the default bus."""
    rule(events, "customer", {}, targets["customer"])
    for channel in ("web", "app"):
        over = {"channel": [channel], "amount": [{"numeric": [">", 380]}]}
        rule(events, f"sales-{channel}", over, targets["sales"])
    rule(events, "communication", {"email": [{"anything-but": ""}]}, targets["communication"])
