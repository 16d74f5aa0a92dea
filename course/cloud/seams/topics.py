"""Amazon SNS, subscribing: confirmations that are asked for, refusals that leave nothing behind."""

import json
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.sns.exceptions import SNSInvalidParameter, SNSNotFoundError
from moto.sns.models import PlatformEndpoint, SNSBackend, Subscription, Topic
from moto.sns.responses import SNSResponse

from course.cloud import running
from course.cloud.delivery_policy import DeliveryPolicyError, check
from course.cloud.filter_policy import FilterPolicyError, parse
from course.cloud.topics import pending

from .seam import Seam

__all__ = ["SEAMS"]

_ASKED = {"http", "https", "email", "email-json"}  # protocols whose endpoint must confirm


def _get_topic(backend: SNSBackend, arn: str | None) -> Topic:
    if arn is None:
        raise SNSInvalidParameter(
            "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter"
        )
    if (parts := arn.count(":") + 1) < 6:
        raise SNSInvalidParameter(
            f"Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not {parts}"
        )
    return _moto_get_topic(backend, arn)


def _get_endpoint(backend: SNSBackend, arn: str) -> PlatformEndpoint:
    if ":endpoint/" not in arn:
        raise SNSNotFoundError("Topic does not exist")
    return _moto_get_endpoint(backend, arn)


def _subscribe(response: SNSResponse) -> ActionResult:
    backend = response.backend
    wanted = [response._get_param(name) for name in ("TopicArn", "Endpoint", "Protocol")]  # noqa: SLF001
    _check_protocol(backend.topics.get(wanted[0]), str(wanted[2]))
    existing = backend._find_subscription(*wanted)  # noqa: SLF001
    if existing:
        _check_same(existing, response._get_attributes() or {})  # noqa: SLF001
    before = set(backend.subscriptions)
    try:
        result = _moto_subscribe(response)
    except Exception:
        for arn in set(backend.subscriptions) - before:
            del backend.subscriptions[arn]
        raise
    for arn in set(backend.subscriptions) - before:
        if backend.subscriptions[arn].protocol in _ASKED:
            backend.subscriptions[arn].attributes["PendingConfirmation"] = "true"
    subscription = backend._find_subscription(*wanted)  # noqa: SLF001
    if subscription is None or not pending(subscription):
        return result
    if subscription.protocol in {"http", "https"}:
        # Whoever subscribes a pending endpoint once more gets a new request to confirm.
        running.current().topics.ask(subscription)
    if str(response._get_param("ReturnSubscriptionArn")).lower() == "true":  # noqa: SLF001
        return result
    return ActionResult({"SubscriptionArn": "pending confirmation"})


def _check_protocol(topic: Topic | None, protocol: str) -> None:
    if topic and topic.fifo_topic and protocol != "sqs":
        raise SNSInvalidParameter(f"Invalid parameter: Invalid protocol type: {protocol}")


def _check_same(subscription: Subscription, asked: dict[str, Any]) -> None:
    """Refuse to change a subscription by subscribing again; only the attributes that are asked for count."""
    for name, text in asked.items():
        if _plain(subscription.attributes.get(name)) != _plain(text):
            raise SNSInvalidParameter(
                "Invalid parameter: Attributes Reason: Subscription already exists with different attributes"
            )


def _plain(text: Any) -> Any:
    """Read an attribute as the JSON it may be; `"true"` and moto's own True are the same."""
    try:
        return json.loads(str(text).lower() if isinstance(text, bool) else str(text))
    except ValueError:
        return text


def _listing(moto_listing: Callable[..., Any]) -> Callable[..., Any]:
    def listing(backend: SNSBackend, *args: Any, **kwargs: Any) -> Any:
        found, token = moto_listing(backend, *args, **kwargs)
        return [
            {
                "SubscriptionArn": "PendingConfirmation" if pending(each) else each.arn,
                "Owner": each.owner,
                "Protocol": each.protocol,
                "Endpoint": each.endpoint,
                "TopicArn": each.topic_arn,
            }
            for each in found
        ], token

    return listing


def _confirm_subscription(response: SNSResponse) -> ActionResult:
    arn = response._get_param("TopicArn")  # noqa: SLF001
    if arn not in response.backend.topics:
        raise SNSNotFoundError("Topic does not exist")
    subscription = running.current().topics.confirm(arn, str(response._get_param("Token")))  # noqa: SLF001
    if subscription is None:
        raise SNSInvalidParameter("Invalid parameter: Token")
    return ActionResult({"SubscriptionArn": subscription.arn})


def _get_topic_attributes(response: SNSResponse) -> ActionResult:
    topic = response.backend.topics.get(response._get_param("TopicArn"))  # noqa: SLF001
    if topic is not None:
        waiting = [pending(each) for each in topic.sns_backend.subscriptions.values() if each.topic is topic]
        topic.subscriptions_pending = sum(waiting)
        topic.subscriptions_confimed = len(waiting) - sum(waiting)
    return _moto_get_topic_attributes(response)


def _validate_filter_policy(_: SNSBackend, value: Any, scope: str | None) -> None:
    try:
        parse(value, scope or "MessageAttributes")
    except FilterPolicyError as refusal:
        raise SNSInvalidParameter(refusal.message) from None


def _set_subscription_attributes(backend: SNSBackend, arn: str, name: str, value: Any) -> None:
    subscription = backend.subscriptions.get(arn)
    if (
        name == "FilterPolicyScope"
        and subscription
        and (policy := subscription.attributes.get("FilterPolicy"))
    ):
        _validate_filter_policy(backend, policy, value)
    if name == "RedrivePolicy" and value:
        _check_redrive_policy(value)
    if name == "DeliveryPolicy":
        if value and subscription and subscription.protocol not in {"http", "https"}:
            raise SNSInvalidParameter(
                f"Invalid parameter: Delivery policy is not supported for protocol [{subscription.protocol}]"
            )
        _check_delivery_policy(value)
    _moto_set_subscription_attributes(backend, arn, name, value)


def _set_topic_attribute(
    backend: SNSBackend, topic_arn: str, attribute_name: str, attribute_value: Any
) -> None:
    if attribute_name == "delivery_policy":
        _check_delivery_policy(attribute_value, of_topic=True)
    if attribute_name == "policy":
        _check_policy(attribute_value)
    _moto_set_topic_attribute(backend, topic_arn, attribute_name, attribute_value)


def _check_delivery_policy(policy: str | None, *, of_topic: bool = False) -> None:
    try:
        check(policy, of_topic=of_topic)
    except DeliveryPolicyError as refusal:
        raise SNSInvalidParameter(f"Invalid parameter: DeliveryPolicy: {refusal}") from None


def _check_policy(policy: str) -> None:
    """Refuse what moto would break at; what else is malformed in a policy is found by reading it."""
    try:
        readable = isinstance(json.loads(policy), dict)
    except ValueError:
        readable = False
    if not readable:
        raise SNSInvalidParameter("Invalid parameter: Policy Error: null")


def _check_redrive_policy(policy: str) -> None:
    try:
        target = json.loads(policy)["deadLetterTargetArn"]
    except (ValueError, KeyError, TypeError):
        raise SNSInvalidParameter(
            "Invalid parameter: RedrivePolicy: failed to parse JSON with a deadLetterTargetArn"
        ) from None
    if not str(target).startswith("arn:") or str(target).count(":") != 5:
        raise SNSInvalidParameter("Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn")


_moto_get_topic = SNSBackend.get_topic
_moto_get_endpoint = SNSBackend.get_endpoint
_moto_set_topic_attribute = SNSBackend.set_topic_attribute
_moto_subscribe = SNSResponse.subscribe
_moto_get_topic_attributes = SNSResponse.get_topic_attributes
_moto_set_subscription_attributes = SNSBackend.set_subscription_attributes

_PENDING = "moto lists pending subscriptions as confirmed"
SEAMS = (
    Seam(SNSBackend, "get_topic", _get_topic, "moto breaks where no topic is named, or none can be"),
    Seam(SNSBackend, "get_endpoint", _get_endpoint, "moto calls a topic that is not there an endpoint"),
    Seam(
        SNSResponse,
        "subscribe",
        _subscribe,
        "moto keeps a subscription whose filter policy it refused, and confirms HTTP endpoints unasked",
    ),
    Seam(
        SNSBackend,
        "set_topic_attribute",
        _set_topic_attribute,
        "moto accepts any delivery policy, and breaks at a policy that is no JSON",
    ),
    Seam(SNSResponse, "confirm_subscription", _confirm_subscription, "moto accepts any token"),
    Seam(SNSResponse, "get_topic_attributes", _get_topic_attributes, "moto counts no subscriptions"),
    Seam(SNSBackend, "list_subscriptions", _listing(SNSBackend.list_subscriptions), _PENDING),
    Seam(
        SNSBackend, "list_subscriptions_by_topic", _listing(SNSBackend.list_subscriptions_by_topic), _PENDING
    ),
    Seam(
        SNSBackend,
        "_validate_filter_policy",
        _validate_filter_policy,
        "moto accepts filter policies that AWS refuses",
    ),
    Seam(
        SNSBackend,
        "set_subscription_attributes",
        _set_subscription_attributes,
        "moto accepts a redrive policy that is none, and a scope that the filter policy does not fit",
    ),
)
