"""The documents that Amazon SNS sends, as texts."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from course.cloud.envelope import Message, confirmation, notification

TOPIC = "arn:aws:sns:us-east-1:123456789012:t"
SENT = datetime(2025, 3, 1, 9, 5, 7, 41_999, tzinfo=UTC)
PLAIN = Message("id", TOPIC, "x", None, {}, SENT)
MESSAGES = {
    "plain": PLAIN,
    "with a subject": replace(PLAIN, subject="s"),
    "of a sequence": replace(PLAIN, sequence="10000000000000000000"),
    "with attributes": replace(PLAIN, attributes={"a": {"Type": "String", "Value": "v"}, "b": {"Type": "Number", "Value": "1"}}),
    "with signs to be escaped": replace(PLAIN, body='{"a":\n"\u00e4\u2028\\"}', attributes={'"': {"Type": "String", "Value": "\u00fc"}}),
}  # fmt: skip


@pytest.mark.parametrize("case", MESSAGES)
def test_a_notification_is_indented_as_json_is(case: str) -> None:
    text = notification(MESSAGES[case], f"{TOPIC}:1")

    assert text == json.dumps(json.loads(text), indent=2)


def test_a_notification_tells_when_it_was_sent_to_the_millisecond() -> None:
    assert json.loads(notification(PLAIN, f"{TOPIC}:1"))["Timestamp"] == "2025-03-01T09:05:07.041Z"


def test_a_confirmation_is_indented_as_json_is() -> None:
    text = confirmation(TOPIC, "token", "id", SENT)

    assert text == json.dumps(json.loads(text), indent=2)
