import json

REDUCED = {
    "InputPathsMap": {"a": "$.detail.paymentId", "b": "$.detail.amount", "c": "$.detail.channel", "d": "$.detail.period"},
    "InputTemplate": '{"paymentId": "<a>", "amount": <b>, "channel": "<c>", "period": <d>}',
}


def rule(events, name, email, phone, *targets):
    """A rule for payments' events with or without these fields; None where it does not matter."""
    detail = {}
    if email is not None:
        detail["email"] = [{"exists": email}]
    if phone is not None:
        detail["phone"] = [{"exists": phone}]
    pattern = {"source": ["insurance.payments"], "detail": detail}
    events.put_rule(Name=name, EventPattern=json.dumps(pattern), EventBusName="default")
    events.put_targets(Rule=name, EventBusName="default", Targets=list(targets))


def keep_apart(events, targets):
    """Make the rules that keep personal data off the central bus."""
    pii = {"Id": "pii", "Arn": targets["pii"], "RoleArn": "arn:aws:iam::123456789012:role/puts-events"}
    copy = {"Id": "copy", "Arn": targets["forwarder"], "InputTransformer": REDUCED}
    rule(events, "email", True, None, pii, copy)
    rule(events, "phone-only", False, True, pii, copy)
    rule(events, "neither", False, False, {"Id": "central", "Arn": targets["central"]})
