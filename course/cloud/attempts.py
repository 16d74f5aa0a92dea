"""One attempt to hand a message to one subscriber, by protocol."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.core.exceptions import ServiceException
from moto.sns.models import Subscription
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import sqs_backends

from course.facts import value

from .delivery_policy import Plan, plan
from .envelope import Message, lambda_event, notification, queue_attributes
from .request import resource_name

if TYPE_CHECKING:
    from .account import Account

__all__ = ["Failure", "attempt", "plan_of", "send"]


@dataclass(frozen=True)
class Failure:
    """Why an attempt to deliver failed, and whether another one could not succeed either.

    `code` is AWS's name for it, where a service reports one (as EventBridge does to a dead-letter queue). Of a `silent`
    one nobody hears: no dead-letter queue gets what was lost.
    """

    reason: str
    permanent: bool = False
    code: str = ""
    silent: bool = False


def attempt(account: "Account", subscription: Subscription, message: Message) -> Failure | None:
    """Try once to deliver; None when it worked. Call it from a task: a partner's answer takes its time."""
    way = _WAYS.get(subscription.protocol)
    if way is None:
        return Failure(f"the lab does not deliver to protocol {subscription.protocol!r}", permanent=True)
    return way(account, subscription, message)


def send(
    account: "Account", queue_arn: str, body: str, attributes: dict[str, dict[str, Any]], message: Message
) -> Failure | None:
    """Put a body into a queue; None when it worked."""
    name = resource_name(queue_arn)
    if account.outages.holds(name):
        return Failure(f"queue {name} is switched off")
    if why := _refused(account, queue_arn, message):
        return Failure(why, permanent=True)
    _, _, _, region, owner, _ = queue_arn.split(":")
    try:
        sqs_backends[owner][region].send_message(
            name,
            body,
            message_attributes=attributes,
            deduplication_id=message.deduplication_id,
            group_id=message.group_id,
            validate_group_id=False,
        )
    except QueueDoesNotExist:
        return Failure(f"queue {name} does not exist", permanent=True)
    except ServiceException as refusal:
        return Failure(f"queue {name} refused the message: {refusal.message}", permanent=True)
    return None


def _to_queue(account: "Account", subscription: Subscription, message: Message) -> Failure | None:
    raw, most = _raw(subscription), value("sns.message.attributes_raw")
    if raw and len(message.attributes) > most:
        return Failure(
            f"raw delivery takes at most {most} attributes, and there are {len(message.attributes)}",
            permanent=True,
        )
    body = message.body if raw else notification(message, subscription.arn)
    return send(account, subscription.endpoint, body, queue_attributes(message) if raw else {}, message)


def _to_function(account: "Account", subscription: Subscription, message: Message) -> Failure | None:
    region, owner = subscription.endpoint.split(":")[3:5]
    try:
        function = lambda_backends[owner][region].get_function(subscription.endpoint)
    except UnknownFunctionException:
        return Failure(f"function {resource_name(subscription.endpoint)} does not exist", permanent=True)
    if why := _refused(account, subscription.endpoint, message):
        return Failure(why, permanent=True)
    # For SNS the delivery is done once Lambda has taken the event; what the function makes of it is Lambda's affair.
    account.asynchronous.invoke(function, lambda_event(message, subscription.arn), arn=subscription.endpoint)
    return None


def _refused(account: "Account", arn: str, message: Message) -> str:
    """Return why SNS may not bring a message there, in an account that enforces policies; "" where it may."""
    if not account.permissions.enforced:
        return ""
    return account.permissions.service_refusal("sns.amazonaws.com", arn, message.topic_arn)


def _to_endpoint(account: "Account", subscription: Subscription, message: Message) -> Failure | None:
    raw, wish = _raw(subscription), plan_of(subscription)
    if wish.rate:
        account.targets.pace(subscription.arn, wish.rate)
    headers = {
        "x-amz-sns-message-type": "Notification",
        "x-amz-sns-message-id": message.id,
        "x-amz-sns-topic-arn": message.topic_arn,
        "x-amz-sns-subscription-arn": subscription.arn,
        **({"x-amz-sns-rawdelivery": "true"} if raw else {}),
        "Content-Type": wish.content_type,
    }
    body = message.body if raw else notification(message, subscription.arn)
    status, text = account.endpoints.post(subscription.endpoint, headers, body)
    if 200 <= status < 300:
        return None
    # A client error says that the request itself is wrong: sent again, it would fail the same way.
    permanent = 400 <= status < 500 and status != 429
    return Failure(f"{subscription.endpoint} answered {status}: {text}", permanent)


def plan_of(subscription: Subscription) -> Plan:
    """Return how an HTTP endpoint wants to be asked."""
    return plan(subscription.attributes.get("DeliveryPolicy"), subscription.topic.delivery_policy or None)


def _raw(subscription: Subscription) -> bool:
    return str(subscription.attributes.get("RawMessageDelivery", "false")).lower() == "true"


_WAYS = {"sqs": _to_queue, "lambda": _to_function, "http": _to_endpoint, "https": _to_endpoint}
