"""Services with their receivers, a queue each: what a learner's rules bring to whom, and what becomes of it if nobody is there."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.checks import drained
from grader.rubrics.insurer import queue_arn

from .buses import new_queue, put
from .rules import Rule, rules_of

__all__ = ["Wired", "brought", "received"]

Events = list[dict[str, Any]]
Wire = Callable[[Any, dict[str, list[dict[str, str]]]], Any]


@dataclass
class Wired:
    """A system after the learner's rules. Events are known by their place in the list of those that were put.

    `arrived` has by queue how often each event was brought to it, `lost` how often each is in its dead-letter queue;
    `changed` the messages that are not the event as it is, each with its queue.
    """

    receivers: dict[str, int]
    events: Events
    rules: list[Rule] = field(default_factory=list)
    arrived: dict[str, Counter[int]] = field(default_factory=dict)
    lost: dict[str, Counter[int]] = field(default_factory=dict)
    changed: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def queues(self) -> Iterator[tuple[str, str]]:
        """Each service with each of its queues."""
        for service, count in self.receivers.items():
            yield from ((service, f"{service}-{number}") for number in range(1, count + 1))

    @property
    def targets(self) -> dict[str, list[dict[str, str]]]:
        """What a learner's function is called with."""
        targets: dict[str, list[dict[str, str]]] = {service: [] for service in self.receivers}
        for service, queue in self.queues:
            targets[service].append({"arn": queue_arn(queue), "dead_letter": queue_arn(f"{queue}-dlq")})
        return targets

    @property
    def is_silent(self) -> bool:
        """Whether nothing arrives anywhere."""
        return not any(+each for each in self.arrived.values())


def received(account: Any, wire: Wire, receivers: dict[str, int], events: Events) -> Wired:
    """Let `wire` make its rules, put the events, and take out what is in the receivers' queues."""
    system = Wired(receivers, events)
    for _, queue in system.queues:
        new_queue(account, queue)
    place = _played(account, wire, system)
    for _, queue in system.queues:
        found = drained(account, queue)
        system.arrived[queue] = Counter(place.get(_id(body), -1) for body in found)
        system.changed += [(queue, body) for body in found if not _is_event(body)]
    return system


def brought(account: Any, wire: Wire, receivers: dict[str, int], events: Events, *, set_aside: bool) -> Wired:
    """Let `wire` make its rules, put the events while no receiver is there, and note to whom each is brought.

    With `set_aside` there are dead-letter queues, and what is in them is taken out.
    """
    system = Wired(receivers, events)
    for _, queue in system.queues if set_aside else ():
        new_queue(account, f"{queue}-dlq")
    place = _played(account, wire, system)
    system.arrived = {queue: Counter() for _, queue in system.queues}
    for span in account.trace:
        # To a queue; a rule may have the same name, and be where an event was filtered.
        if span.kind == "delivery" and span.status != "filtered" and span.target in system.arrived:
            system.arrived[span.target][place.get(span.detail["event"], -1)] += 1
    for queue in system.arrived:
        system.lost[queue] = Counter(place.get(_id(body), -1) for body in drained(account, f"{queue}-dlq"))
    return system


def _played(account: Any, wire: Wire, system: Wired) -> dict[Any, int]:
    """Return the place of each event by its id, and by that of its payment."""
    wire(account.client("events"), system.targets)
    system.rules = rules_of(account)
    ids = put(account, system.events)
    account.settle()
    payments = (event["detail"]["paymentId"] for event in system.events)
    return {name: place for place, both in enumerate(zip(ids, payments, strict=True)) for name in both}


def _id(body: Any) -> Any:
    """Return the id of an event, or of a payment that has come without its envelope."""
    told = body if isinstance(body, dict) else {}
    found = told.get("id", told.get("paymentId"))
    return found if isinstance(found, str) else None


def _is_event(body: Any) -> bool:
    return isinstance(body, dict) and {"id", "source", "detail-type", "detail"} <= body.keys()
