"""A bus with rules, targets that let it in, and short ways to put events."""

import json
from typing import Any

import pytest

OWNER = "123456789012"
ANYBODY = {
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": "*",
        }
    ]
}


class Shop:
    """An account whose shop puts events; every method is a call or two of boto3."""

    def __init__(self, lab: Any) -> None:
        self.lab = lab
        self.account = lab.account
        self.events = lab.account.client("events")
        self.urls: dict[str, str] = {}

    def queue(self, name: str = "sales-q", **attributes: str) -> str:
        """Make a queue that lets EventBridge in; return its ARN."""
        self.urls[name] = self.lab.queue(name, Policy=json.dumps(ANYBODY), **attributes)
        return self.lab.arn(self.urls[name])

    def rule(self, *targets: Any, name: str = "sales", pattern: Any = None, bus: str = "default") -> str:
        """Make a rule for these targets (ARNs, or whole targets without an Id); return its ARN."""
        arn = self.events.put_rule(
            Name=name, EventPattern=json.dumps(pattern or {"source": ["shop"]}), EventBusName=bus
        )["RuleArn"]
        self.aim(*targets, rule=name, bus=bus)
        return arn

    def aim(self, *targets: Any, rule: str = "sales", bus: str = "default") -> None:
        whole = [
            {"Id": str(n), **({"Arn": each} if isinstance(each, str) else each)}
            for n, each in enumerate(targets, 1)
        ]
        if whole:
            self.events.put_targets(Rule=rule, EventBusName=bus, Targets=whole)

    def put(self, detail: Any = None, *, settle: bool = True, **entry: Any) -> dict[str, Any]:
        """Put one event, let it arrive, and return the entry of the answer."""
        entry = {
            "Source": "shop",
            "DetailType": "Sale",
            "Detail": json.dumps(detail if detail is not None else {"amount": 5}),
            **entry,
        }
        answer = self.events.put_events(Entries=[entry])["Entries"][0]
        if settle:
            self.account.settle()
        return answer

    def bodies(self, name: str = "sales-q") -> list[Any]:
        return [json.loads(body) for body in self.lab.bodies(self.urls[name])]

    def received(self, name: str = "sales-q") -> list[dict[str, Any]]:
        return self.lab.received(self.urls[name])

    def deliveries(self) -> list[tuple[str, str, str]]:
        """(name, target, status) of each delivery of EventBridge."""
        spans = self.account.trace.find(kind="delivery", service="events")
        return [(span.name, span.target, span.status) for span in spans]

    def last(self) -> dict[str, Any]:
        """What is known of the last delivery."""
        span = self.account.trace.find(kind="delivery", service="events")[-1]
        return {"status": span.status, **span.detail}


@pytest.fixture
def shop(lab: Any) -> Shop:
    return Shop(lab)
