"""Attributes of messages and queues: what SQS and SNS refuse is refused, and leaves nothing behind.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
"""

from collections.abc import Mapping
from typing import Any

from moto.core.responses import ActionResult
from moto.sns.exceptions import InvalidParameterValue
from moto.sns.responses import SNSResponse
from moto.sqs import responses
from moto.sqs.exceptions import InvalidAttributeName, InvalidAttributeValue, MessageAttributesInvalid
from moto.sqs.models import Queue, SQSBackend
from moto.sqs.responses import SQSResponse

from course.cloud.message_attributes import NOTIFICATION, QUEUED, refusal
from course.facts import value

from .seam import Seam

__all__ = ["SEAMS"]

# Whole numbers: the facts that hold the least and the most.
_RANGES = {
    "DelaySeconds": (None, "sqs.delay.max"),
    "MaximumMessageSize": ("sqs.message.size_min", "sqs.message.size"),
    "MessageRetentionPeriod": ("sqs.retention.min", "sqs.retention.max"),
    "ReceiveMessageWaitTimeSeconds": (None, "sqs.long_poll.max"),
    "VisibilityTimeout": (None, "sqs.visibility.max"),
}
_OTHERS = {
    "ContentBasedDeduplication",
    "DeduplicationScope",
    "FifoQueue",
    "FifoThroughputLimit",
    "KmsDataKeyReusePeriodSeconds",
    "KmsMasterKeyId",
    "Policy",
    "RedriveAllowPolicy",
    "RedrivePolicy",
    "SqsManagedSseEnabled",
}


def _check_attributes(attributes: Mapping[str, Any]) -> None:
    for name, asked in attributes.items():
        if name in _RANGES:
            least, most = _RANGES[name]
            text = str(asked)
            if not text.isdecimal() or not (value(least) if least else 0) <= int(text) <= value(most):
                raise InvalidAttributeValue(name)
        elif name not in _OTHERS:
            raise InvalidAttributeName(name)


def _create_queue(
    backend: SQSBackend, name: str, tags: dict[str, str] | None = None, **attributes: Any
) -> Queue:
    _check_attributes({each: asked for each, asked in attributes.items() if each != "region"})
    return _moto_create_queue(backend, name, tags, **attributes)


def _set_queue_attributes(backend: SQSBackend, queue_name: str, attributes: dict[str, Any]) -> Queue:
    queue = backend.get_queue(queue_name)
    _check_attributes(attributes)
    # What is not named stays as it is; moto would take a policy away.
    return _moto_set_queue_attributes(backend, queue_name, {"Policy": queue.policy, **attributes})


def _validate_message_attributes(message_attributes: dict[str, Any] | None) -> None:
    for name, attribute in (message_attributes or {}).items():
        if words := refusal(name, attribute, QUEUED):
            raise MessageAttributesInvalid(words)


def _send_message_batch(response: SQSResponse) -> ActionResult:
    """Send what is good; each message that is not is told of by itself."""
    entries = response._get_param("Entries", [])  # noqa: SLF001
    words = {each["Id"]: _words(each) for each in entries}
    good = [each for each in entries if not words[each["Id"]]]
    failed = [
        {"Id": each, "SenderFault": True, "Code": MessageAttributesInvalid.code, "Message": said}
        for each, said in words.items()
        if said
    ]
    if not failed:
        return _moto_send_message_batch(response)
    response.sqs_backend.get_queue(response._get_queue_name())  # noqa: SLF001
    if not good:
        return ActionResult({"Successful": [], "Failed": failed})
    response.params["Entries"] = good
    answer: Any = _moto_send_message_batch(response)
    answer.result["Failed"] += failed
    return answer  # type: ignore[no-any-return]


def _words(entry: dict[str, Any]) -> str:
    attributes = entry.get("MessageAttributes") or {}
    return next(filter(None, (refusal(name, each, QUEUED) for name, each in attributes.items())), "")


def _transform_message_attributes(
    response: SNSResponse, message_attributes: dict[str, Any]
) -> dict[str, Any]:
    for name, attribute in message_attributes.items():
        if words := refusal(name, attribute, NOTIFICATION):
            error = InvalidParameterValue(words)
            error.code = "ParameterValueInvalid"
            raise error
    return _moto_transform_message_attributes(response, message_attributes)


_moto_create_queue = SQSBackend.create_queue
_moto_set_queue_attributes = SQSBackend.set_queue_attributes
_moto_send_message_batch = SQSResponse.send_message_batch
_moto_transform_message_attributes = SNSResponse._transform_message_attributes  # noqa: SLF001

_RANGE = "moto takes any number, any text and any name as an attribute of a queue"
SEAMS = (
    Seam(SQSBackend, "create_queue", _create_queue, _RANGE),
    Seam(SQSBackend, "set_queue_attributes", _set_queue_attributes, _RANGE),
    Seam(
        responses,
        "validate_message_attributes",
        _validate_message_attributes,
        "moto takes an attribute without a value, and numbers that are none",
    ),
    Seam(
        SQSResponse,
        "send_message_batch",
        _send_message_batch,
        "moto refuses a whole batch for an attribute of one of its messages",
    ),
    Seam(
        SNSResponse,
        "_transform_message_attributes",
        _transform_message_attributes,
        "moto takes an attribute without a value",
    ),
)
