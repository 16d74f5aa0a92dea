import json


def keep_apart(events, targets):
    """Make the rules that keep personal data off the central bus."""
    personal = {"$or": [{"email": [{"exists": True}]}, {"phone": [{"exists": True}]}]}
    others = {"email": [{"exists": False}], "phone": [{"exists": False}]}
    kept = ["paymentId", "amount", "channel", "period"]
    reduced = {
        "InputPathsMap": {name: f"$.detail.{name}" for name in kept},
        "InputTemplate": "{" + ", ".join(f'"{name}": <{name}>' for name in kept) + "}",
    }
    events.put_rule(
        Name="personal", EventPattern=json.dumps({"source": ["insurance.payments"], "detail": personal})
    )
    events.put_targets(
        Rule="personal",
        Targets=[
            {"Id": "pii", "Arn": targets["pii"]},
            {"Id": "forwarder", "Arn": targets["central"], "InputTransformer": reduced},
        ],
    )
    events.put_rule(
        Name="others", EventPattern=json.dumps({"source": ["insurance.payments"], "detail": others})
    )
    events.put_targets(Rule="others", Targets=[{"Id": "central", "Arn": targets["central"]}])
