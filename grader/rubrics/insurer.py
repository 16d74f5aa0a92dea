"""The insurer as several modules know it: names, payments, and what lies in a queue. The contracts are those of the course."""

import itertools
import json
import random
from typing import Any

from course.cloud.queue_content import find

__all__ = [
    "ACCOUNT",
    "ATTRIBUTES",
    "CHANNELS",
    "OUTCOMES",
    "SERVICES",
    "attributes",
    "counted",
    "fact",
    "facts_in",
    "prefix",
    "publish",
    "queue_arn",
    "queue_url",
]

ACCOUNT = "123456789012"
SERVICES = ("customer", "sales", "communication")
CHANNELS = ("web", "app", "branch", "phone")
OUTCOMES = ("paid", "declined", "pending")
ATTRIBUTES = {"channel": "String", "amount": "Number", "currency": "String", "outcome": "String"}

_PLACES = ("north", "south", "east", "west", "coast", "lake", "hill", "river", "harbour", "valley")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 message``, ``2 messages``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def prefix(rng: random.Random, taken: str = "") -> str:
    """Return a prefix for the names of one system, another than the one that is `taken`: ``lake-41``."""
    drawn = (f"{rng.choice(_PLACES)}-{rng.randint(10, 99)}" for _ in itertools.count())
    return next(name for name in drawn if name != taken)


def fact(rng: random.Random, number: int, **fixed: Any) -> dict[str, Any]:
    """Return one `PaymentMade` fact; `fixed` fields are as given. Amounts have at most two decimals."""
    month = rng.randint(1, 12)
    made = {
        "paymentId": f"PAY-{number:06}",
        "policyId": f"POL-{rng.randint(1000, 9999)}",
        "customerId": f"C-{rng.randint(10, 999)}",
        "amount": rng.randint(500, 90_000) / 100,
        "currency": "EUR",
        "period": f"2025-{month:02}",
        "channel": rng.choice(CHANNELS),
        "paidAt": f"2025-{month:02}-{rng.randint(1, 28):02}T{rng.randint(6, 20):02}:{rng.randint(0, 59):02}:00Z",
    }
    return made | fixed


def attributes(payment: dict[str, Any], outcome: str) -> dict[str, dict[str, str]]:
    """Return the attributes that payments gives a message, in the form of Publish."""
    told = {**payment, "outcome": outcome}
    return {name: {"DataType": kind, "StringValue": str(told[name])} for name, kind in ATTRIBUTES.items()}


def publish(account: Any, topic_arn: str, payment: dict[str, Any], outcome: str) -> None:
    """Publish a payment as the insurer's publisher does."""
    account.client("sns").publish(
        TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=attributes(payment, outcome)
    )


def queue_url(account: Any, name: str) -> str | None:
    """Return the URL of the queue of this name, or None."""
    return f"https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/{name}" if find(account, name) else None


def queue_arn(name: str) -> str:
    """Return the ARN of a queue of the lab's account."""
    return f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"


def facts_in(bodies: list[Any]) -> list[Any]:
    """Return what was published, from message bodies as `drained` gives them: raw or in SNS's envelope."""
    return [_inside(body) for body in bodies]


def _inside(body: Any) -> Any:
    if not (isinstance(body, dict) and isinstance(body.get("Message"), str)):
        return body
    try:
        return json.loads(body["Message"])
    except ValueError:
        return body["Message"]
