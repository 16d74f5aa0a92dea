"""The bad day of M05 E5: four subscribers, each of which fails for a while, and what became of the payments."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course.cloud.queue_content import find, holding, put_in, receive
from grader.checks import drained
from grader.rubrics.insurer import facts_in, queue_arn, queue_url

from .backstage import check_topic, publish, queues, subscriptions
from .given_system import build
from .who_may_send import Guarded, guarded

__all__ = ["KINDS", "Day", "Fate", "Plan", "play"]

KINDS = ("queue", "function", "partner", "partner_with_dlq")
OUTAGE_BEGINS = 35 * 60  # seconds
MOST_RECEIVES = 200
POISON = "poison"


@dataclass(frozen=True)
class Plan:
    """When payments are made, in minutes from the beginning of the day; some of them in the outage, and some not."""

    minutes: tuple[int, ...]

    @property
    def payments(self) -> list[str]:
        """The payments by their ids, in the order in which they are made."""
        return [f"PAY-{number:06}" for number, _ in enumerate(self.minutes)]


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
    check_topic(account, wiring["topic_arn"], "repair")
    given_up = _given_up(account, f"{prefix}-{services['function']}-q")
    _let_function_read(account, prefix, services["function"])
    for kind, service in services.items():
        if kind != "queue":  # of the queue only the worker fails, so its messages wait
            url = f"https://{service}.partner.example/payments"
            account.outage(
                f"{prefix}-{service}" if kind == "function" else url, minutes * 60, after=OUTAGE_BEGINS
            )
    begun, first_span = account.clock.elapsed, len(account.trace)
    for payment, minute in zip(plan.payments, plan.minutes, strict=True):
        account.clock.advance(begun + minute * 60 - account.clock.elapsed)
        publish(account, wiring["topic_arn"], json.dumps({"paymentId": payment}))
    account.settle()
    received[services["function"]] = _read_by_function(
        account.trace[first_span:], prefix, services["function"]
    )
    fates = {
        kind: _fate(account, wiring, Fate(service, kind, plan.payments), received.get(service, []))
        for kind, service in services.items()
    }
    fates["function"].given_up = given_up
    return Day(prefix, fates)


def _given_up(account: Any, name: str) -> list[str] | None:
    """Receive a message from the queue made for the function, as a reader that fails on it, until it comes no more.

    Return what of it is then in the queue's dead-letter queue; None where there is no such queue. It leaves nothing behind.
    """
    queue = find(account, name)
    if queue is None:
        return None
    if not queue.redrive_policy:
        return []  # it would come for days
    put_in(account, name, POISON)
    account.clock.advance(queue.delay_seconds)  # type: ignore[attr-defined]
    for _ in range(MOST_RECEIVES):
        if not receive(account, name, hidden_for=0):
            break
        account.clock.advance(0.001)  # the day begins with what the repair has left under way
    given_up = [body for body in drained(account, f"{name}-dlq") if body == POISON]
    for left in holding(account, POISON):
        drained(account, left)
    return given_up


def _let_function_read(account: Any, prefix: str, service: str) -> None:
    """Do what the function's team promised: connect it to the queue made for it, if there is one."""
    if queue_url(account, f"{prefix}-{service}-q") is not None:
        account.client("lambda").create_event_source_mapping(
            EventSourceArn=queue_arn(f"{prefix}-{service}-q"), FunctionName=f"{prefix}-{service}"
        )


def _read_by_function(spans: list[Any], prefix: str, service: str) -> list[Any]:
    """Return the payments that the function has processed: for each it asks its table to count one more."""
    table = f"{prefix}-{service}-processed"
    return [
        {"paymentId": span.detail["parameters"]["Key"]["paymentId"]["S"]}
        for span in spans
        if span.name == "UpdateItem" and span.target == table and span.status == "ok"
    ]


def _fate(account: Any, wiring: dict[str, Any], fate: Fate, received: list[Any]) -> Fate:
    service, prefix = fate.service, wiring["prefix"]
    fate.processed = Counter(map(_id_of, received))
    endpoints = [each.endpoint for each in subscriptions(account)]
    fate.subscribed = wiring["subscriptions"][service]["endpoint"] in endpoints
    for name in queues(account):
        if name.startswith(f"{prefix}-{service}-"):
            # SNS itself sends to queues that are subscribed and to the dead-letter queues of subscriptions. Those that
            # the system came with have no policy, because a learner should not find one to copy.
            sent_to = queue_arn(name) in endpoints or name == f"{prefix}-{service}-dlq"
            if sent_to and fate.kind in ("function", "partner"):
                fate.receivers.append(guarded(account, name, wiring["topic_arn"]))
            fate.waiting[name] = [_id_of(body) for body in drained(account, name)]
    return fate


def _id_of(body: Any) -> str:
    """The payment in a message: raw, in SNS's envelope, or in the event that Lambda set aside."""
    told = facts_in([body])[0]
    return str(told.get("paymentId", told)) if isinstance(told, dict) else str(told)
