"""Delivers what is published to a topic: to each subscription a copy, filtered, tried again, and kept or lost in the end.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html and
https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
"""

import json
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from moto.moto_api._internal import mock_random
from moto.sns.models import Subscription, Topic
from moto.sqs.exceptions import QueueDoesNotExist

from course.facts import latency, retry_delays, value

from .attempts import Failure, attempt, resource_name, send
from .envelope import Message, confirmation, notification
from .filter_policy import Decision, parse

if TYPE_CHECKING:
    from .account import Account

__all__ = ["Topics"]

_SCHEDULES = {"sqs": "sns.retry.sqs", "lambda": "sns.retry.lambda", "http": "sns.retry.http", "https": "sns.retry.http"}


class Topics:
    """The delivering side of an account's topics."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._tokens: dict[str, Subscription] = {}

    def publish(self, topic: Topic, message: Message, *, structured: bool = False) -> None:
        """Hand a copy of the message to every subscription of the topic that wants it.

        A `structured` message's body is JSON with a text for each protocol and a default (MessageStructure="json").
        """
        texts = json.loads(message.body) if structured else {}
        for subscription in list(topic.sns_backend.subscriptions.values()):
            if subscription.topic is topic:
                body = texts.get(subscription.protocol, texts.get("default", message.body))
                self._account.clock.spawn(self._deliver, subscription, replace(message, body=body))

    def ask(self, subscription: Subscription) -> None:
        """Ask an HTTP endpoint to confirm its subscription; until it does, nothing else is sent there."""
        token = mock_random.get_random_hex(64)
        self._tokens[token] = subscription
        account = self._account
        body = confirmation(subscription.topic.arn, token, str(mock_random.uuid4()), account.clock.now)
        headers = {
            "x-amz-sns-message-type": "SubscriptionConfirmation",
            "x-amz-sns-topic-arn": subscription.topic.arn,
        }
        account.clock.spawn(self._post_later, subscription.endpoint, headers, body)

    def _post_later(self, url: str, headers: dict[str, str], body: str) -> None:
        self._account.clock.sleep(latency("sns", "deliver_http"))
        self._account.endpoints.post(url, headers, body)

    def confirm(self, topic_arn: str, token: str) -> Subscription | None:
        """Return the subscription that `token` stands for, now confirmed; None for a token of no use."""
        subscription = self._tokens.get(token)
        if subscription is None or subscription.topic.arn != topic_arn:
            return None
        subscription.attributes["PendingConfirmation"] = "false"
        return subscription

    def _deliver(self, subscription: Subscription, message: Message) -> None:
        trace, clock, protocol = self._account.trace, self._account.clock, subscription.protocol
        target = resource_name(subscription.endpoint)
        span = trace.open(
            "delivery", "sns", subscription.topic.name, target, protocol=protocol, message_id=message.id
        )
        with trace.within(span):
            if _pending(subscription):
                return trace.close(span, "pending", reason="the subscription was never confirmed")
            decision = _decision(subscription, message)
            if decision is not None and not decision.matched:
                return trace.close(span, "filtered", decision=decision.as_dict())
            clock.sleep(
                latency(
                    "sns",
                    f"deliver_{protocol.removesuffix('s')}" if protocol == "https" else f"deliver_{protocol}",
                )
            )
            failure, attempts = self._attempts(subscription, message)
            if failure is None:
                return trace.close(span, "ok", attempts=attempts)
            kept = self._set_aside(subscription, message, failure)
            return trace.close(
                span, "dead-letter" if kept else "lost", attempts=attempts, reason=failure.reason
            )

    def _attempts(self, subscription: Subscription, message: Message) -> tuple[Failure | None, int]:
        failure = attempt(self._account, subscription, message)
        attempts = 1
        schedule = _SCHEDULES.get(subscription.protocol)
        if schedule is None or failure is None:
            return failure, attempts
        for wait in islice(retry_delays(schedule), value(schedule)["attempts"] - 1):
            if failure.permanent:
                break
            self._account.clock.sleep(wait)
            attempts += 1
            failure = attempt(self._account, subscription, message)
            if failure is None:
                break
        return failure, attempts

    def _set_aside(self, subscription: Subscription, message: Message, failure: Failure) -> bool:
        """Send a message that could not be delivered to the subscription's dead-letter queue; tell whether it has one."""
        policy = subscription.attributes.get("RedrivePolicy")
        if not policy:
            return False
        arn = json.loads(policy).get("deadLetterTargetArn", "")
        reasons = {
            "ErrorCode": {
                "DataType": "String",
                "StringValue": "ClientError" if failure.permanent else "ServerError",
            },
            "ErrorMessage": {"DataType": "String", "StringValue": failure.reason},
        }
        try:
            send(arn, notification(message, subscription.arn), reasons, message)
        except QueueDoesNotExist:
            return False
        return True


def _pending(subscription: Subscription) -> bool:
    return str(subscription.attributes.get("PendingConfirmation", "false")).lower() == "true"


def _decision(subscription: Subscription, message: Message) -> Decision | None:
    """Judge the message by the subscription's filter policy; None where it has none."""
    text = subscription.attributes.get("FilterPolicy")
    if not text or text == "{}":
        return None
    scope = subscription.attributes.get("FilterPolicyScope", "MessageAttributes")
    return parse(text, scope).decide(message.attributes, message.body)
