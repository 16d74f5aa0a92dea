"""Amazon SNS, publishing: deliveries of our own, and FIFO topics that tell copies and number messages."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from moto.core.responses import ActionResult
from moto.sns.exceptions import SNSInvalidParameter
from moto.sns.models import SNSBackend, Topic
from moto.sns.responses import SNSResponse

from course.cloud import running
from course.cloud.envelope import Message

from .seam import Seam

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["SEAMS"]


def _publish(
    topic: Topic,
    message: str,
    subject: str | None = None,
    message_attributes: dict[str, Any] | None = None,
    group_id: str | None = None,
    deduplication_id: str | None = None,
    message_structure: str | None = None,
) -> str:
    if not message:
        raise SNSInvalidParameter("Invalid parameter: Empty message")
    account = running.current()
    structured = message_structure == "json"
    if structured:
        _check_structure(message)
    if topic.content_based_deduplication and not deduplication_id:
        deduplication_id = hashlib.sha256(message.encode()).hexdigest()
    attributes = message_attributes or {}
    published = Message(
        account.new_id(),
        topic.arn,
        message,
        subject,
        {name: {"Type": each["Type"], "Value": str(each["Value"])} for name, each in attributes.items()},
        account.clock.now,
        group_id,
        deduplication_id,
        account.topics.fifo.sequence() if topic.fifo_topic else None,
    )
    if topic.fifo_topic and (earlier := account.topics.fifo.earlier(published)):
        return _noted(account, earlier)
    topic.sent_notifications.append((published.id, message, subject, message_attributes, group_id))
    account.topics.publish(topic, published, structured=structured)
    return _noted(account, published)


def _noted(account: "Account", message: Message) -> str:
    """Return the message's id, and note its sequence number for the answer."""
    if message.sequence:
        account.topics.sequences[message.id] = message.sequence
    return message.id


def _publish_checked(
    backend: SNSBackend,
    message: str,
    arn: str | None,
    phone_number: str | None = None,
    subject: str | None = None,
    message_attributes: dict[str, Any] | None = None,
    group_id: str | None = None,
    deduplication_id: str | None = None,
    message_structure: str | None = None,
) -> str:
    topic = backend.topics.get(arn or "")
    if topic and topic.fifo_topic:
        if not group_id:
            raise SNSInvalidParameter(
                "Invalid parameter: The MessageGroupId parameter is required for FIFO topics"
            )
        if not deduplication_id and not topic.content_based_deduplication:
            raise SNSInvalidParameter(
                "Invalid parameter: The topic should either have ContentBasedDeduplication enabled or "
                "MessageDeduplicationId provided explicitly"
            )
    return _moto_publish(
        backend,
        message,
        arn,
        phone_number,
        subject,
        message_attributes,
        group_id,
        deduplication_id,
        message_structure,
    )


def _publish_request(response: SNSResponse) -> ActionResult:
    result: Any = _moto_publish_request(response)
    _number(result.result)
    return result  # type: ignore[no-any-return]


def _publish_batch_request(response: SNSResponse) -> ActionResult:
    result: Any = _moto_publish_batch_request(response)
    for entry in result.result["Successful"]:
        _number(entry)
    return result  # type: ignore[no-any-return]


def _number(answer: dict[str, str]) -> None:
    """Add the sequence number of a message that a FIFO topic took."""
    sequence = running.current().topics.sequences.pop(answer["MessageId"], None)
    if sequence:
        answer["SequenceNumber"] = sequence


def _check_structure(message: str) -> None:
    try:
        texts = json.loads(message)
    except ValueError:
        texts = None
    if not isinstance(texts, dict):
        raise SNSInvalidParameter("Invalid parameter: Message Structure - JSON message body failed to parse")
    if not isinstance(texts.get("default"), str):
        raise SNSInvalidParameter(
            "Invalid parameter: Message Structure - No default entry in JSON message body"
        )


_moto_publish = SNSBackend.publish
_moto_publish_request = SNSResponse.publish
_moto_publish_batch_request = SNSResponse.publish_batch

_NUMBERS = "moto tells no sequence number"
SEAMS = (
    Seam(
        Topic,
        "publish",
        _publish,
        "moto delivers within the publisher's call, once, and to the first 100 subscriptions",
    ),
    Seam(SNSBackend, "publish", _publish_checked, "moto refuses to a FIFO topic in words of its own"),
    Seam(SNSResponse, "publish", _publish_request, _NUMBERS),
    Seam(SNSResponse, "publish_batch", _publish_batch_request, _NUMBERS),
)
