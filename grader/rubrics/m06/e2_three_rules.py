"""M06 E2, three rules: who hears of which payment, with more receivers than one rule takes, and none of them losing any.

Judged by what arrives in the receivers' queues and, where these do not exist, in their dead-letter queues. Decided:

* How many rules there are, and what they and their targets are called, is free; an event that comes twice is one too many.
* What a service hears of is judged where each has one receiver; that several get the same is a part of its own.
* For sales, events far over the limit and those with a wrong channel tell about channels, those with a right channel about
  amounts: so half a pattern earns half of its points.
* A receiver gets the event as it is, all of it; that another form came is told once, with the copies.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from course.facts import value
from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.rubrics.insurer import CHANNELS, SERVICES, counted, fact, queue_arn

from .buses import SOURCE
from .receivers import Wired, brought, received
from .rules import Rule, scalar_leaf, spelled_wrong, wants_one_event, why_not

VISIBLE = 30
ONLINE = ("web", "app")
MOST_TARGETS: int = value("events.rule.targets")
FEW = 10  # so many events are enough to see what becomes of those that cannot be delivered
MISLEADING = ((21, {"detail-type": "PaymentMadeTwice"}), (27, {"source": f"{SOURCE}.test"}))
RECEIVERS = {"customer": MOST_TARGETS + 1, "sales": 1, "communication": 2}


@dataclass(frozen=True)
class Told:
    """An event of the table: its number, and the event as it is put, without id and time."""

    number: int
    event: dict[str, Any]

    @property
    def detail(self) -> dict[str, Any]:
        """The payment."""
        detail: dict[str, Any] = self.event["detail"]
        return detail

    @property
    def is_payment_made(self) -> bool:
        """Whether it is what the three services want to hear of at all."""
        return bool(self.event["source"] == SOURCE and self.event["detail-type"] == "PaymentMade")

    @property
    def looks(self) -> dict[str, Any]:
        """What rules can tell it by."""
        told = {name: self.detail[name] for name in ("channel", "amount", "email") if name in self.detail}
        return {
            "source": self.event["source"],
            "detail-type": self.event["detail-type"],
            "detail": {**told, "...": "..."},
        }


def variant(rng: random.Random) -> dict[str, Any]:
    """The amount over which sales wants to hear of a payment."""
    return {"limit": rng.randint(120, 480)}


def table(bench: Bench) -> list[Told]:
    """The events: amounts around the limit, all channels, with and without an address, and some that are no payments."""
    limit, rng = bench.variant["limit"], random.Random(f"{bench.variant}")
    looks = [(ONLINE[number % 2], amount) for number, amount in enumerate(around(limit))]
    looks += [(channel, limit * 2) for channel in CHANNELS] + [("branch", 8), ("phone", limit - 20)]
    looks += [anything(rng, limit) for _ in range(VISIBLE - len(looks))]
    events = [made(rng, number, *each) for number, each in enumerate(looks, start=1)]
    # What nobody wants, though it looks like what all three want: over the limit, by a right channel, with an address.
    for place, other in (
        (9, {"detail-type": "PaymentDeclined"}),
        (15, {"source": "insurance.claims"}),
        *MISLEADING,
    ):
        events[place] = made(rng, place + 1, "web", limit * 3) | other
    return [Told(number, each) for number, each in enumerate([*events, *more_events(bench)], start=1)]


@hidden
def more_events(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:
    """More payments at random, and the boundary once more, with the other channel."""
    limit = bench.variant["limit"]
    looks = [anything(rng, limit) for _ in range(4)]
    looks += [(ONLINE[1 - number % 2], amount) for number, amount in enumerate(around(limit))]
    return [made(rng, number, *each) for number, each in enumerate(looks, start=VISIBLE + 1)]


@hidden
def more_receivers(bench: Bench, rng: random.Random) -> list[dict[str, int]]:  # noqa: ARG001  (a hidden function's signature)
    """A system in which the services have other numbers of receivers."""
    return [{"customer": 1, "sales": rng.randint(6, 9), "communication": rng.randint(11, 14)}]


def around(limit: int) -> list[float]:
    """Amounts at the limit, beside it and far from it."""
    return [limit, round(limit + 0.01, 2), round(limit - 0.01, 2), limit + 1, limit - 1, 9.99, 1000, 12_000.5]


def anything(rng: random.Random, limit: int) -> tuple[str, float]:
    """A channel and an amount at random."""
    return rng.choice(CHANNELS), round(rng.uniform(5, 2 * limit), 2)


def made(rng: random.Random, number: int, channel: str, amount: float) -> dict[str, Any]:
    """A payment that was made, as an event; two in three have an address."""
    address = (
        {"email": f"{rng.choice(('ada', 'kim', 'noa'))}{rng.randint(1, 99)}@example.com"}
        if number % 3
        else {}
    )
    detail = fact(rng, number, channel=channel, amount=amount, **address)
    return {"source": SOURCE, "detail-type": "PaymentMade", "detail": detail}


def wanted(bench: Bench, service: str, told: Told) -> bool:
    """Whether a service wants to hear of an event: the truth table."""
    if not told.is_payment_made or service == "customer":
        return told.is_payment_made
    if service == "communication":
        return "email" in told.detail
    return _right_channel(told) and bool(told.detail["amount"] > bench.variant["limit"])


def here(bench: Bench) -> Wired:
    """Put the table's events where each service has one receiver."""
    events = [told.event for told in table(bench)]
    with bench.account() as account:
        return received(account, bench.answer("wire_rules"), dict.fromkeys(SERVICES, 1), events)


def crowded(bench: Bench) -> Wired:
    """Put some of them where there are more receivers than a rule takes, and no queue but the dead-letter queues."""
    events = [told.event for told in table(bench)[:FEW]]
    with bench.account() as account:
        return brought(account, bench.answer("wire_rules"), RECEIVERS, events, set_aside=True)


def others(bench: Bench) -> list[Wired]:
    """Put some of them where there are other numbers of receivers."""
    found, events = [], [told.event for told in table(bench)[:FEW]]
    for receivers in more_receivers(bench):
        with bench.account() as account:
            found.append(brought(account, bench.answer("wire_rules"), receivers, events, set_aside=False))
    return found


def _here(bench: Bench) -> Wired:
    bench.answer("wire_rules")  # where it does not run at all, one finding says so
    return bench.once(here)


def hears(service: str, rows: Callable[[Bench, Told], bool]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that a service gets, of those payments that `rows` picks, the right ones, once."""

    def check(bench: Bench) -> Iterator[Finding]:
        system = _here(bench)
        for place, told in enumerate(bench.once(table)):
            if told.is_payment_made and rows(bench, told):
                bench.count()
                yield from _wrong(bench, system, service, place)
        if system.arrived[f"{service}-1"][-1]:
            got = "messages that are no event of the table"
            yield Finding(f"queue {service}-1", None, got, "events as they are")

    return check


def nothing_else(bench: Bench) -> Iterator[Finding]:
    """No service hears of anything but payments that were made, of which at least one hears."""
    system = _here(bench)
    if system.is_silent:
        yield Finding("all queues", None, "no event arrives anywhere", "payments that were made")
    for place, told in enumerate(bench.once(table)):
        for service in SERVICES if not told.is_payment_made else ():
            bench.count()
            yield from _wrong(bench, system, service, place)


def _wrong(bench: Bench, system: Wired, service: str, place: int) -> Iterator[Finding]:
    """Find that a service has an event that it should not have, or lacks one, or has it twice."""
    queue, told = f"{service}-1", bench.once(table)[place]
    times, expected = system.arrived[queue][place], int(wanted(bench, service, told))
    if times != expected:
        why = why_not(system.rules, queue_arn(queue), told.event)
        got = _times(times) if times else f"not there; {why}"
        yield Finding(f"queue {queue}, event {told.number}", told.looks, got, _times(expected), told.number)


def all_receivers(bench: Bench) -> Iterator[Finding]:
    """Every receiver of a service gets what its first one gets; of a service that gets nothing other parts tell."""
    for queue, body in _here(bench).changed:
        yield Finding(f"a message in queue {queue}", None, body, "the event as it is")
    for system in (bench.once(crowded), *bench.once(others)):
        given = {"receivers": system.receivers}
        if system.is_silent:
            yield Finding("all queues", given, "no event arrives anywhere", "each receiver gets its copies")
        for service, queue in system.queues:
            bench.count()
            got, first = system.arrived[queue], system.arrived[f"{service}-1"]
            if got != first:
                there, expected = (counted(sum(each.values()), "event") for each in (got, first))
                yield Finding(f"queue {queue}", given, there, f"{expected}, the same as in {service}-1")


def sets_aside(bench: Bench) -> Iterator[Finding]:
    """What cannot be delivered is in the dead-letter queue of its receiver."""
    bench.answer("wire_rules")
    system = bench.once(crowded)
    if system.is_silent:
        yield Finding(
            "all queues", None, "no event arrives anywhere, so none is lost", "events to be set aside"
        )
    for queue, arrived in system.arrived.items():
        bench.count()
        if system.lost[queue] != arrived:
            got, expected = (counted(sum(each.values()), "event") for each in (system.lost[queue], arrived))
            where = f"dead-letter queue {queue}-dlq, when there is no queue {queue}"
            yield Finding(where, {"receivers": system.receivers}, got, expected)


def _times(number: int) -> str:
    return {0: "not there", 1: "there once"}.get(number, f"there {number} times")


def _right_channel(told: Told) -> bool:
    return told.detail["channel"] in ONLINE


def _tells_channel(bench: Bench, told: Told) -> bool:
    return told.detail["amount"] >= 2 * bench.variant["limit"] or not _right_channel(told)


def _rules(bench: Bench) -> list[Rule]:
    return _here(bench).rules


def _on_another_bus(bench: Bench) -> bool:
    """Whether a receiver is the target of rules, and none of them is on the default bus."""
    buses: dict[str, set[str]] = {}
    for rule in _rules(bench):
        for arn in rule.targets:
            buses.setdefault(arn, set()).add(rule.bus)
    return any("default" not in each for each in buses.values())


def _leaves_it_to_the_target(bench: Bench) -> bool:
    """Whether sales is handed every payment that was made, and each of them once."""
    system = _here(bench)
    made_ones = [place for place, told in enumerate(bench.once(table)) if told.is_payment_made]
    return all(system.arrived["sales-1"][place] == 1 for place in made_ones)


EXERCISE = Exercise(
    id="m06.e2",
    title="Three rules",
    lesson="D3",
    deliver=("wire_rules",),
    variant=variant,
    parts=(
        Part("customer hears of every payment that was made", 1, "B", hears("customer", lambda _, __: True)),
        Part("sales hears of the right channels only", 1, "B", hears("sales", _tells_channel), "D2"),
        Part(
            "sales hears of amounts over the limit only",
            2,
            "BV",
            hears("sales", lambda _, told: _right_channel(told)),
            "D2",
        ),
        Part(
            "communication hears of payments with an address only",
            2,
            "B",
            hears("communication", lambda _, __: True),
            "D2",
        ),
        Part("No service hears of any other event", 1, "B", nothing_else),
        Part("Every receiver of a service gets its copies, as they are", 1, "X", all_receivers),
        Part("What cannot be delivered is in the dead-letter queue of its receiver", 2, "X", sets_aside),
    ),
    misconceptions=(
        Misconception(
            "K06.1",
            "a value instead of a list in a pattern",
            lambda bench: scalar_leaf(bench.answers["wire_rules"], lambda: _rules(bench)),
            "Every leaf of a pattern is a list of accepted values.",
            about="the pattern that was refused",
        ),
        Misconception(
            "K06.8",
            "rule on the wrong bus",
            _on_another_bus,
            "A rule sees only its own bus. On which one do the payments arrive?",
            about="the bus of your rules",
        ),
        Misconception(
            "K06.2",
            "detail_type or DetailType in a pattern",
            lambda bench: spelled_wrong(_rules(bench)),
            "The API call and the event spell this name differently. Look at the event.",
            about="the names in your patterns",
        ),
        Misconception(
            "K06.6",
            "pattern believed to need every field",
            lambda bench: wants_one_event(_rules(bench)),
            "A pattern mentions only what must be so. Which fields change with each event?",
            about="the fields in your patterns",
        ),
        Misconception(
            "K06.10",
            "filtering left to the target",
            _leaves_it_to_the_target,
            "Every wrong call is paid for. Where can the event be dropped earlier?",
            about="what sales receives",
        ),
    ),
    hints=(
        (
            "Take one event on paper: a payment over the phone, far over the limit, with an address. Which of the three should "
            "get it, and which words of which pattern decide that? And where does it go if the queue of its receiver is gone?"
        ),
        (
            "A pattern looks like the event it wants: the same names at the same depth, and at each leaf a list. Leaves are "
            "joined by and, what stands in a list by or. A rule has few targets, but several rules may have the same pattern. "
            "Lesson step D2 lets you try patterns, D3 has the three rules."
        ),
        (
            '`events.put_rule(Name=..., EventPattern=<JSON text>)`, then `events.put_targets(Rule=..., Targets=[{"Id": ..., '
            '"Arn": ..., "DeadLetterConfig": {"Arn": ...}}])`. In a list there may be a condition in place of a value: '
            '{"numeric": ["<operator>", number]} or {"exists": true}.'
        ),
        (
            "A neighbour: roadside assistance wants the trips of less than 5 km that report a fault code.\n"
            "```python\n"
            'pattern = {"source": ["telematics"], "detail-type": ["TripEnded"],\n'
            '           "detail": {"km": [{"numeric": ["<", 5]}], "fault": [{"exists": True}]}}\n'
            'events.put_rule(Name="breakdowns", EventPattern=json.dumps(pattern))\n'
            'events.put_targets(Rule="breakdowns", Targets=[{"Id": "garage", "Arn": garage_arn, '
            '"DeadLetterConfig": {"Arn": lost_arn}}])\n'
            "```"
        ),
    ),
)
