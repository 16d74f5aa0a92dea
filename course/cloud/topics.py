"""Delivers what is published to a topic: to each subscription a copy, filtered, tried again, and kept or lost in the end.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html and
https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
"""

import json
from collections.abc import Iterable
from contextvars import copy_context
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from moto.moto_api._internal import mock_random
from moto.sns.models import Subscription, Topic

from course.facts import latency, retry_delays, value

from .attempts import Failure, attempt, plan_of, send
from .envelope import Message, confirmation, notification
from .faults.deliveries import to_target
from .fifo_topics import FifoTopics
from .filter_policy import Decision, parse
from .request import resource_name

if TYPE_CHECKING:
    from .account import Account

__all__ = ["Topics", "pending"]

# By protocol: the facts that plan its retries, and the model of how long a delivery takes.
_SCHEDULES = {"sqs": "sqs", "lambda": "lambda", "http": "http", "https": "http"}

_parsed = lru_cache(maxsize=256)(parse)


class Topics:
    """The delivering side of an account's topics."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self.fifo = FifoTopics(account.clock)
        self.sequences: dict[str, str] = {}
        self._tokens: dict[str, tuple[Subscription, float]] = {}

    def publish(self, topic: Topic, message: Message, *, structured: bool = False) -> None:
        """Hand a copy of the message to every subscription of the topic that wants it.

        A `structured` message's body is JSON with a text for each protocol and a default (MessageStructure="json").
        """
        texts = json.loads(message.body) if structured else {}
        for subscription in list(topic.sns_backend.subscriptions.values()):
            if subscription.topic is topic:
                body = texts.get(subscription.protocol, texts.get("default", message.body))
                self._begin(subscription, replace(message, body=body))

    def _begin(self, subscription: Subscription, message: Message) -> None:
        """Begin a delivery: at once, or, from a FIFO topic, in its turn."""
        topic = subscription.topic
        name = f"delivery from {topic.name} to {resource_name(subscription.endpoint)}"
        if topic.fifo_topic:
            # Its cause is this publication, also where an earlier one's delivery comes first.
            context = copy_context()
            self.fifo.enqueue(
                subscription.arn,
                message.group_id or "",
                lambda: context.run(self._deliver, subscription, message),
                name,
            )
        else:
            self._account.clock.spawn(self._deliver, subscription, message, name=name)

    def ask(self, subscription: Subscription) -> None:
        """Ask an HTTP endpoint to confirm its subscription; until it does, nothing else is sent there."""
        account, url = self._account, subscription.endpoint
        token, message_id = mock_random.get_random_hex(64), account.new_id()
        self._tokens[token] = subscription, account.clock.elapsed
        body = confirmation(subscription.topic.arn, token, message_id, account.clock.now)
        headers = {
            "x-amz-sns-message-type": "SubscriptionConfirmation",
            "x-amz-sns-message-id": message_id,
            "x-amz-sns-topic-arn": subscription.topic.arn,
            "Content-Type": "text/plain; charset=UTF-8",
        }
        account.clock.spawn(self._post_later, url, headers, body, name=f"confirmation asked of {url}")

    def confirm(self, topic_arn: str, token: str) -> Subscription | None:
        """Return the subscription that `token` stands for, now confirmed; None for a token of no use (any more)."""
        subscription, asked = self._tokens.get(token, (None, 0.0))
        late = self._account.clock.elapsed - asked > value("sns.subscription.confirmation")
        if subscription is None or late or subscription.topic.arn != topic_arn:
            return None
        subscription.attributes["PendingConfirmation"] = "false"
        return subscription

    def _post_later(self, url: str, headers: dict[str, str], body: str) -> None:
        self._account.clock.sleep(latency("sns", "deliver_http"))
        self._account.endpoints.post(url, headers, body)

    def _deliver(self, subscription: Subscription, message: Message) -> None:
        trace, protocol = self._account.trace, subscription.protocol
        target = resource_name(subscription.endpoint)
        name = subscription.topic.name
        span = trace.open("delivery", "sns", name, target, protocol=protocol, message_id=message.id)
        with trace.within(span):
            if pending(subscription):
                return trace.close(span, "pending", reason="the subscription was never confirmed")
            decision = _decision(subscription, message)
            if decision is not None and not decision.matched:
                return trace.close(span, "filtered", decision=decision.as_dict())
            self._account.clock.sleep(latency("sns", f"deliver_{_SCHEDULES.get(protocol, protocol)}"))
            failure, attempts = self._attempts(subscription, message)
            if failure is None:
                return trace.close(span, "ok", attempts=attempts)
            kept = self._set_aside(subscription, message, failure)
            return trace.close(
                span, "dead-letter" if kept else "lost", attempts=attempts, reason=failure.reason
            )

    def _attempts(self, subscription: Subscription, message: Message) -> tuple[Failure | None, int]:
        failure = self._attempt(subscription, message, 1)
        attempts = 1
        for wait in _waits(subscription):
            if failure is None or failure.permanent:
                break
            self._account.clock.sleep(wait)
            if subscription.arn not in subscription.topic.sns_backend.subscriptions:
                return Failure("its subscription or topic was deleted meanwhile", permanent=True), attempts
            attempts += 1
            failure = self._attempt(subscription, message, attempts)
        return failure, attempts

    def _attempt(self, subscription: Subscription, message: Message, number: int) -> Failure | None:
        return to_target(self._account, number, lambda: attempt(self._account, subscription, message))

    def _set_aside(self, subscription: Subscription, message: Message, failure: Failure) -> bool:
        """Send an undeliverable message to the subscription's dead-letter queue; tell whether it has one."""
        policy = subscription.attributes.get("RedrivePolicy")
        if not policy or failure.silent:
            return False
        code = "ClientError" if failure.permanent else "ServerError"
        reasons = {
            "ErrorCode": {"DataType": "String", "StringValue": code},
            "ErrorMessage": {"DataType": "String", "StringValue": failure.reason},
        }
        arn = json.loads(policy).get("deadLetterTargetArn", "")
        return send(self._account, arn, notification(message, subscription.arn), reasons, message) is None


def pending(subscription: Subscription) -> bool:
    """Tell whether nobody has confirmed the subscription yet."""
    return str(subscription.attributes.get("PendingConfirmation", "false")).lower() == "true"


def _waits(subscription: Subscription) -> Iterable[float]:
    protocol = subscription.protocol
    if protocol not in _SCHEDULES:
        return []
    if protocol in {"http", "https"}:
        return plan_of(subscription).waits
    schedule = f"sns.retry.{_SCHEDULES[protocol]}"
    return islice(retry_delays(schedule), value(schedule)["attempts"] - 1)


def _decision(subscription: Subscription, message: Message) -> Decision | None:
    """Judge the message by the subscription's filter policy; None where it has none."""
    text = subscription.attributes.get("FilterPolicy")
    if not text or text == "{}":
        return None
    scope = subscription.attributes.get("FilterPolicyScope", "MessageAttributes")
    return _parsed(text, scope).decide(message.attributes, message.body)
