"""What the checks of module 5 do in an account besides the answer, and what they see there: no call is made, none is traced.

A call takes ten times as long. What lies in a queue is the affair of `course.cloud.queue_content`.
"""

from typing import Any

from moto.sns.models import SNSBackend, Subscription, sns_backends
from moto.sqs.models import SQSBackend, sqs_backends

from grader.checks import AnswerError

__all__ = [
    "add_listener",
    "check_topic",
    "make_queue",
    "make_topic",
    "publish",
    "queues",
    "subscribe",
    "subscriptions",
    "topics",
]


def make_topic(account: Any, name: str) -> str:
    """Make a topic, and return its ARN."""
    topic_arn: str = _sns(account).create_topic(name).arn
    return topic_arn


def make_queue(account: Any, name: str, attributes: dict[str, str] | None = None) -> str:
    """Make a queue with these attributes, and return its ARN."""
    return str(_sqs(account).create_queue(name, None, **(attributes or {})).queue_arn)


def subscribe(
    account: Any, topic_arn: str, protocol: str, endpoint: str, attributes: dict[str, str] | None = None
) -> str:
    """Subscribe an endpoint with these attributes, and return the subscription's ARN; no endpoint is asked to confirm."""
    subscription = _sns(account).subscribe(topic_arn, endpoint, protocol)
    for name, value in (attributes or {}).items():
        _sns(account).set_subscription_attributes(subscription.arn, name, value)
    return subscription.arn


def add_listener(account: Any, topic_arn: str, name: str, filter_policy: str = "") -> None:
    """Make a queue, and subscribe it to a topic with this filter policy; the queue has no policy of its own."""
    attributes = {"FilterPolicy": filter_policy} if filter_policy else {}
    subscribe(account, topic_arn, "sqs", make_queue(account, name), attributes)


def publish(
    account: Any, topic_arn: str, message: str, attributes: dict[str, dict[str, str]] | None = None
) -> None:
    """Put a message into a topic; `attributes` have the form of Publish. Nothing happens where there is no such topic."""
    if topic_arn in _sns(account).topics:
        told = {
            name: {"Type": each["DataType"], "Value": each["StringValue"]}
            for name, each in (attributes or {}).items()
        }
        _sns(account).publish(message, arn=topic_arn, message_attributes=told)


def check_topic(account: Any, topic_arn: str, name: str) -> None:
    """Raise AnswerError where the answer called `name` has deleted the topic that it was given."""
    if topic_arn not in topics(account):
        raise AnswerError(name, f"the topic {topic_arn} is gone", "the topic stays")


def topics(account: Any) -> list[str]:
    """Return the ARNs of the topics."""
    return list(_sns(account).topics)


def subscriptions(account: Any) -> list[Subscription]:
    """Return the subscriptions to all topics, as moto keeps them."""
    return list(_sns(account).subscriptions.values())


def queues(account: Any) -> list[str]:
    """Return the names of the queues."""
    return list(_sqs(account).queues)


def _sns(account: Any) -> SNSBackend:
    return sns_backends[account.id][account.region]


def _sqs(account: Any) -> SQSBackend:
    return sqs_backends[account.id][account.region]
