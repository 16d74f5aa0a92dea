"""Batches of messages, as Lambda hands them from a queue to sales' worker.

Source of the form: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from grader.rubrics.insurer import fact

__all__ = ["NOT_JSON", "Message", "details", "event_of", "good", "nameless", "twin"]

QUEUE = "sales-q"
NOT_JSON = "payment PAY-?"


@dataclass(frozen=True)
class Message:
    """One message: its id, its text, and the id of the payment that it tells of; empty for one that tells of none."""

    id: str
    body: str
    payment: str = ""


def details(rng: random.Random, number: int) -> dict[str, Any]:
    """Return what sales is told of a payment."""
    made = fact(rng, number)
    return {name: made[name] for name in ("paymentId", "customerId", "amount")}


def good(id: str, payment: dict[str, Any]) -> Message:
    """Return the message that tells of a payment."""
    return Message(id, json.dumps(payment), payment["paymentId"])


def twin(id: str, message: Message) -> Message:
    """Return another message that says the same: its sender has tried twice."""
    return Message(id, message.body, message.payment)


def nameless(id: str, payment: dict[str, Any]) -> Message:
    """Return a message that is JSON, but names no payment."""
    return Message(id, json.dumps({key: value for key, value in payment.items() if key != "paymentId"}))


def event_of(messages: Iterable[Message], arn: str, handles: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the event in which Lambda hands over a batch; `handles` are the receipt handles by message id."""
    return {
        "Records": [
            {
                "messageId": message.id,
                "receiptHandle": (handles or {}).get(message.id, f"handle-{message.id}"),
                "body": message.body,
                "attributes": {"ApproximateReceiveCount": "1"},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": arn,
                "awsRegion": "us-east-1",
            }
            for message in messages
        ]
    }
