"""The documents in which Amazon SNS wraps a message for each kind of subscriber.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html and
https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

__all__ = ["Message", "confirmation", "lambda_event", "notification", "queue_attributes"]

# The lab holds no keys; a real envelope carries a signature that a subscriber can verify.
_SIGNED = {
    "SignatureVersion": "1",
    "Signature": "EXAMPLE",
    "SigningCertURL": "https://sns.us-east-1.amazonaws.com/EXAMPLE.pem",
}


@dataclass(frozen=True)
class Message:
    """One published message. `attributes`: name -> {"Type", "Value"}, as envelopes show them: binary as base64 text."""

    id: str
    topic_arn: str
    body: str
    subject: str | None
    attributes: dict[str, dict[str, str]]
    sent: datetime
    group_id: str | None = None
    deduplication_id: str | None = None
    sequence: str | None = None


def notification(message: Message, subscription_arn: str) -> str:
    """Return the JSON text that a queue or an HTTP endpoint receives when raw delivery is off."""
    region = message.topic_arn.split(":")[3]
    unsubscribe = f"https://sns.{region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={subscription_arn}"
    document: dict[str, Any] = {
        "Type": "Notification",
        "MessageId": message.id,
        **({"SequenceNumber": message.sequence} if message.sequence else {}),
        "TopicArn": message.topic_arn,
    }
    if message.subject:
        document["Subject"] = message.subject
    document |= {
        "Message": message.body,
        "Timestamp": _stamp(message.sent),
        **_SIGNED,
        "UnsubscribeURL": unsubscribe,
    }
    if message.attributes:
        document["MessageAttributes"] = message.attributes
    return _indented(document)


def lambda_event(message: Message, subscription_arn: str) -> dict[str, Any]:
    """Return the event with which a function is invoked."""
    inner = json.loads(notification(message, subscription_arn))
    inner["Subject"] = message.subject
    inner["SigningCertUrl"] = inner.pop("SigningCertURL")
    inner["UnsubscribeUrl"] = inner.pop("UnsubscribeURL")
    inner["MessageAttributes"] = message.attributes
    record = {
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription_arn,
        "Sns": inner,
    }
    return {"Records": [record]}


def confirmation(topic_arn: str, token: str, message_id: str, sent: datetime) -> str:
    """Return the JSON text that asks an HTTP endpoint whether it wants to be subscribed."""
    region = topic_arn.split(":")[3]
    document = {
        "Type": "SubscriptionConfirmation",
        "MessageId": message_id,
        "Token": token,
        "TopicArn": topic_arn,
        "Message": f"You have chosen to subscribe to the topic {topic_arn}.\n"
        "To confirm the subscription, visit the SubscribeURL included in this message.",
        "SubscribeURL": f"https://sns.{region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn={topic_arn}&Token={token}",
        "Timestamp": _stamp(sent),
        **_SIGNED,
    }
    return _indented(document)


def queue_attributes(message: Message) -> dict[str, dict[str, Any]]:
    """Return the message's attributes as a queue keeps them when delivery is raw."""
    return {name: _queue_attribute(each["Type"], each["Value"]) for name, each in message.attributes.items()}


def _queue_attribute(kind: str, value: str) -> dict[str, Any]:
    if kind.startswith("Binary"):
        return {"DataType": kind, "BinaryValue": base64.b64decode(value)}
    return {"DataType": kind, "StringValue": value}


def _indented(document: Any, margin: str = "\n") -> str:
    """Return what ``json.dumps(document, indent=2)`` does: that writes letter by letter in Python, a text of its own in C."""
    if not document or not isinstance(document, dict):
        return json.dumps(document)
    inner = margin + "  "
    fields = (f"{json.dumps(name)}: {_indented(value, inner)}" for name, value in document.items())
    return "{" + inner + f",{inner}".join(fields) + margin + "}"


def _stamp(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
