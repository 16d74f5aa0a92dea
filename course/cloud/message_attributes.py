"""What SQS and SNS refuse of a message's attribute, each in its own words.

Name, type and value must not be empty, and a type begins with String, Number or Binary.

Sources: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html and
https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html; the words are those that both answer with.
"""

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["NOTIFICATION", "QUEUED", "refusal"]

Words = Mapping[str, str]

QUEUED: Words = {
    "no type": "Message (user) attribute '{name}' must contain a non-empty attribute type.",
    "unknown type": (
        "The type of message (user) attribute '{name}' is invalid. You must use only the following supported type "
        "prefixes: Binary, Number, String."
    ),
    "no value": "Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'.",
    "no number": "Can't cast the value of message (user) attribute '{name}' to a number.",
}
NOTIFICATION: Words = {
    "no type": "The message attribute '{name}' must contain non-empty message attribute type.",
    "unknown type": (
        "The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is "
        "Binary, Number, and String."
    ),
    "no value": (
        "The message attribute '{name}' must contain non-empty message attribute value for message attribute type "
        "'{kind}'."
    ),
    "no number": "Could not cast message attribute '{name}' value to number.",
}

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def refusal(name: str, attribute: Mapping[str, Any], words: Words) -> str:
    """Return why an attribute (DataType, StringValue, BinaryValue) is not taken; "" where it is."""
    told = str(attribute.get("DataType") or "")
    fault = _fault(told.partition(".")[0], attribute)
    return words[fault].format(name=name, kind=told) if fault else ""


def _fault(kind: str, attribute: Mapping[str, Any]) -> str:
    if not kind:
        return "no type"
    if kind not in {"Binary", "Number", "String"}:
        return "unknown type"
    value = attribute.get("BinaryValue" if kind == "Binary" else "StringValue")
    if not value:
        return "no value"
    return "no number" if kind == "Number" and not _NUMBER.fullmatch(str(value)) else ""
