"""Where the account completes moto: each seam names what it replaces and why, and a test tells when it is not needed.

Seams are in place only while an account runs, so that plain moto beside us stays plain.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.core.responses import ActionResult
from moto.sns.exceptions import SNSInvalidParameter, SNSNotFoundError
from moto.sns.models import SNSBackend, Topic
from moto.sns.responses import SNSResponse
from moto.sqs.models import Queue

from . import running
from .envelope import Message
from .filter_policy import FilterPolicyError, parse

__all__ = ["SEAMS", "Seam", "install"]


@dataclass(frozen=True)
class Seam:
    """One method of moto's that we stand in for."""

    owner: type
    method: str
    instead: Callable[..., Any]
    why: str


def _publish(
    topic: Topic,
    message: str,
    subject: str | None = None,
    message_attributes: dict[str, Any] | None = None,
    group_id: str | None = None,
    deduplication_id: str | None = None,
    message_structure: str | None = None,
) -> str:
    account = running.current()
    published = Message(
        account.new_id(),
        topic.arn,
        message,
        subject,
        {name: {"Type": each["Type"], "Value": str(each["Value"])} for name, each in (message_attributes or {}).items()},
        account.clock.now,
        group_id,
        deduplication_id,
    )
    topic.sent_notifications.append((published.id, message, subject, message_attributes, group_id))
    account.topics.publish(topic, published, structured=message_structure == "json")
    return published.id


def _subscribe(response: SNSResponse) -> ActionResult:
    """Refuse a subscription whole when one of its attributes is refused; ask HTTP endpoints whether they want it."""
    backend = response.backend
    before = set(backend.subscriptions)
    try:
        result = _moto_subscribe(response)
    except Exception:
        for arn in set(backend.subscriptions) - before:
            del backend.subscriptions[arn]
        raise
    for arn in set(backend.subscriptions) - before:
        subscription = backend.subscriptions[arn]
        if subscription.protocol in {"http", "https", "email", "email-json"}:
            subscription.attributes["PendingConfirmation"] = "true"
            if subscription.protocol in {"http", "https"}:
                running.current().topics.ask(subscription)
            if str(response._get_param("ReturnSubscriptionArn")).lower() != "true":  # noqa: SLF001
                return ActionResult({"SubscriptionArn": "pending confirmation"})
    return result


def _list_subscriptions(moto_listing: Callable[..., Any]) -> Callable[..., Any]:
    def listing(backend: SNSBackend, *args: Any, **kwargs: Any) -> Any:
        found, token = moto_listing(backend, *args, **kwargs)
        return [
            {
                "SubscriptionArn": "PendingConfirmation"
                if str(each.attributes.get("PendingConfirmation")).lower() == "true"
                else each.arn,
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


def _validate_filter_policy(_: SNSBackend, value: Any, scope: str | None) -> None:
    try:
        parse(value, scope or "MessageAttributes")
    except FilterPolicyError as refusal:
        raise SNSInvalidParameter(refusal.message) from None


def _wait_for_messages(queue: Queue, timeout: int) -> None:
    """Let up to `timeout` virtual seconds pass, until the queue has something to show."""
    clock = running.current().clock
    until = clock.elapsed + timeout
    while not queue.messages and clock.elapsed < until:
        clock.sleep(min(0.05, until - clock.elapsed))


def _add_message(queue: Queue, message: Any) -> None:
    mappings, queue.lambda_event_source_mappings = queue.lambda_event_source_mappings, {}
    try:
        _moto_add_message(queue, message)
    finally:
        queue.lambda_event_source_mappings = mappings
    running.current().pollers.wake(queue)


def _invoke(
    backend: LambdaBackend, name: str, qualifier: str | None, body: Any, headers: Any, response_headers: dict[str, str]
) -> bytes:
    function = backend.get_function(name, qualifier)
    functions = running.current().functions
    event = json.loads(body) if body else {}
    if headers.get("X-Amz-Invocation-Type") == "Event":
        running.current().asynchronous.invoke(function, event)
        return b""
    if headers.get("X-Amz-Invocation-Type") == "DryRun":
        return b""
    outcome = functions.invoke(function, event)
    if outcome.failed:
        response_headers["x-amz-function-error"] = "Unhandled"
    response_headers["x-amz-log-result"] = outcome.log
    response_headers["X-Amz-Executed-Version"] = str(function.version)
    return outcome.payload.encode()


def _create_function(backend: LambdaBackend, spec: dict[str, Any]) -> LambdaFunction:
    function = _moto_create_function(backend, spec)
    function.dead_letter_arn = (spec.get("DeadLetterConfig") or {}).get("TargetArn", "")
    return function


def _update_configuration(function: LambdaFunction, updates: dict[str, Any]) -> dict[str, Any]:
    if "DeadLetterConfig" in updates:
        function.dead_letter_arn = (updates["DeadLetterConfig"] or {}).get("TargetArn", "")
    return _moto_update_configuration(function, updates)


def _get_configuration(function: LambdaFunction, on_create: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002  moto's
    configuration = _moto_get_configuration(function, on_create)
    if arn := getattr(function, "dead_letter_arn", ""):
        configuration["DeadLetterConfig"] = {"TargetArn": arn}
    return configuration


_moto_subscribe = SNSResponse.subscribe
_moto_add_message = Queue.add_message
_moto_create_function = LambdaBackend.create_function
_moto_update_configuration = LambdaFunction.update_configuration
_moto_get_configuration = LambdaFunction.get_configuration

SEAMS = (
    Seam(Topic, "publish", _publish, "moto delivers at once, in the caller's call, to the first 100 subscriptions, never again after a failure"),
    Seam(SNSResponse, "subscribe", _subscribe, "moto keeps a subscription whose filter policy it refused, and confirms HTTP endpoints unasked"),
    Seam(SNSResponse, "confirm_subscription", _confirm_subscription, "moto accepts any token"),
    Seam(SNSBackend, "list_subscriptions", _list_subscriptions(SNSBackend.list_subscriptions), "moto lists pending subscriptions as confirmed"),
    Seam(
        SNSBackend,
        "list_subscriptions_by_topic",
        _list_subscriptions(SNSBackend.list_subscriptions_by_topic),
        "moto lists pending subscriptions as confirmed",
    ),
    Seam(SNSBackend, "_validate_filter_policy", _validate_filter_policy, "moto accepts filter policies that AWS refuses"),
    Seam(Queue, "wait_for_messages", _wait_for_messages, "moto's long poll waits in real time"),
    Seam(Queue, "add_message", _add_message, "moto invokes a mapped function inside the sender's call"),
    Seam(LambdaBackend, "invoke", _invoke, "moto runs functions only in Docker"),
    Seam(LambdaBackend, "create_function", _create_function, "moto forgets DeadLetterConfig"),
    Seam(LambdaFunction, "update_configuration", _update_configuration, "moto forgets DeadLetterConfig"),
    Seam(LambdaFunction, "get_configuration", _get_configuration, "moto forgets DeadLetterConfig"),
)


def install() -> Callable[[], None]:
    """Put all seams in place; return what takes them out again."""
    patches = [patch.object(seam.owner, seam.method, seam.instead) for seam in SEAMS]
    for each in patches:
        each.start()

    def remove() -> None:
        for each in reversed(patches):
            each.stop()

    return remove
