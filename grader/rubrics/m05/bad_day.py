"""The bad day of M05 E5: four subscribers, each of which fails for a while, and what became of the payments."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.checks import drained
from grader.rubrics.insurer import facts_in, queue_arn, queue_url

from .given_system import build
from .who_may_send import Guarded, guarded

__all__ = ["KINDS", "Day", "Fate", "Plan", "play"]

KINDS = ("queue", "function", "partner", "partner_with_dlq")
OUTAGE_BEGINS = 35 * 60  # seconds
MOST_RECEIVES = 200


@dataclass(frozen=True)
class Plan:
    """So many payments, one every so many minutes; some come before the outage, some in it and some afterwards."""

    count: int
    every: int

    @property
    def payments(self) -> list[str]:
        """The payments by their ids, in the order in which they are made."""
        return [f"PAY-{number:06}" for number in range(self.count)]


@dataclass
class Fate:
    """What became of one service's payments: how often each was processed, where each waits, and how it is wired."""

    service: str
    kind: str
    published: list[str]
    processed: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    subscribed: bool = True
    receivers: list[Guarded] = field(default_factory=list)
    given_up: list[str] | None = None

    def times(self, payment: str) -> int:
        """How often a payment was processed or waits."""
        return self.processed.get(payment, 0) + sum(each.count(payment) for each in self.waiting.values())

    @property
    def lost(self) -> list[str]:
        """The payments of which nothing is left."""
        return [payment for payment in self.published if self.times(payment) == 0]

    @property
    def doubled(self) -> list[str]:
        """The payments that are there more than once."""
        return [payment for payment in self.published if self.times(payment) > 1]

    def summary(self) -> dict[str, Any]:
        """The numbers, for a reader."""
        return {
            "published": len(self.published),
            "processed": sum(self.processed.values()),
            "waiting": {name: len(held) for name, held in self.waiting.items()},
            "lost": len(self.lost),
        }


@dataclass
class Day:
    """The bad day of one system, by kind of subscriber."""

    prefix: str
    fates: dict[str, Fate]


def play(
    account: Any,
    prefix: str,
    services: dict[str, str],
    minutes: float,
    plan: Plan,
    change: Callable[[Any, Any, Any], Any],
) -> Day:
    """Build the system, change it, let the bad day pass in it, and see what became of the payments.

    `minutes` is how long each subscriber fails.
    """
    wiring, received = build(account, prefix, services)
    change(account.client("sns"), account.client("sqs"), json.loads(json.dumps(wiring)))
    _let_function_read(account, prefix, services["function"])
    for kind, service in services.items():
        if kind != "queue":  # of the queue only the worker fails, so its messages wait
            url = f"https://{service}.partner.example/payments"
            account.outage(
                f"{prefix}-{service}" if kind == "function" else url, minutes * 60, after=OUTAGE_BEGINS
            )
    for payment in plan.payments:
        account.client("sns").publish(
            TopicArn=wiring["topic_arn"], Message=json.dumps({"paymentId": payment})
        )
        account.clock.advance(plan.every * 60)
    account.settle()
    fates = {
        kind: _fate(account, wiring, Fate(service, kind, plan.payments), received)
        for kind, service in services.items()
    }
    _let_a_reader_fail(account, prefix, fates["function"])
    return Day(prefix, fates)


def _let_function_read(account: Any, prefix: str, service: str) -> None:
    """Do what the function's team promised: connect it to the queue made for it, if there is one."""
    if queue_url(account, f"{prefix}-{service}-q") is not None:
        account.client("lambda").create_event_source_mapping(
            EventSourceArn=queue_arn(f"{prefix}-{service}-q"), FunctionName=f"{prefix}-{service}"
        )


def _fate(account: Any, wiring: dict[str, Any], fate: Fate, received: dict[str, Any]) -> Fate:
    service, kind, prefix = fate.service, fate.kind, wiring["prefix"]
    sns, sqs = account.client("sns"), account.client("sqs")
    if kind == "function":
        items = account.client("dynamodb").scan(TableName=f"{prefix}-{service}-processed")["Items"]
        fate.processed = {item["paymentId"]["S"]: int(item["copies"]["N"]) for item in items}
    elif kind != "queue":
        ids = [payment.get("paymentId") for payment in received[service]]
        fate.processed = {payment: ids.count(payment) for payment in ids}
    endpoints = [each["Endpoint"] for each in sns.list_subscriptions()["Subscriptions"]]
    fate.subscribed = wiring["subscriptions"][service]["endpoint"] in endpoints
    for url in sqs.list_queues().get("QueueUrls", []):
        name = url.rsplit("/", 1)[1]
        if name.startswith(f"{prefix}-{service}-"):
            # SNS itself sends to queues that are subscribed and to the dead-letter queues of subscriptions. Those that
            # the system came with have no policy, because a learner should not find one to copy.
            sent_to = queue_arn(name) in endpoints or name == f"{prefix}-{service}-dlq"
            if sent_to and kind in ("function", "partner"):
                fate.receivers.append(guarded(account, name, wiring["topic_arn"]))
            fate.waiting[name] = [_id_of(body) for body in drained(account, url)]
    return fate


def _let_a_reader_fail(account: Any, prefix: str, fate: Fate) -> None:
    """Put a message that the function cannot read into the queue made for it, and wait until it would be given up."""
    url, sqs = queue_url(account, f"{prefix}-{fate.service}-q"), account.client("sqs")
    if url is None:
        return
    fate.given_up = []
    settings = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    redrive = json.loads(settings.get("RedrivePolicy", "{}"))
    if redrive:  # without one it would be tried for days
        sqs.send_message(QueueUrl=url, MessageBody="poison")
        receives = min(int(redrive["maxReceiveCount"]), MOST_RECEIVES)
        account.clock.advance((receives + 1) * (int(settings["VisibilityTimeout"]) + 1))
        fate.given_up = [str(body) for body in drained(account, f"{prefix}-{fate.service}-q-dlq")]


def _id_of(body: Any) -> str:
    """The payment in a message: raw, in SNS's envelope, or in the event that Lambda set aside."""
    told = facts_in([body])[0]
    return str(told.get("paymentId", told)) if isinstance(told, dict) else str(told)
