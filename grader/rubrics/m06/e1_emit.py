"""M06 E1, emit: payments become events, ten a call at most, and only what failed is sent again.

Judged by the events that the bus has in the end and by what was asked of it, while some entries fail. Decided:

* How payments are cut into calls, and when a failed one is sent again (at once, or after all others), is free.
* An event belongs to a payment by the `paymentId` in its detail, so a wrong source loses the part about the contract only.
* Time and Resources of an entry are free.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.checks import (
    AnswerError,
    Bench,
    Exercise,
    Finding,
    Misconception,
    Part,
    calls,
    hidden,
    plain,
    same,
)
from grader.rubrics.insurer import counted, fact, prefix

from .buses import SOURCE, new_bus, recorded

PAYMENTS, ON_THE_BAD_DAY, HOPELESS = 37, 27, 12
DETAIL_TYPE = "PaymentMade"
# The how-manieth entries that the bus is asked to take fail. No entry meets as many of them as it is tried, in whatever
# order it comes again: sent at once, after the calls for all others, or beside the next ones.
FAILING = ((2, 9, 12, 17, 26, 29), (3, 7, 13, 18, 25, 30), (1, 8, 11, 16, 27, 28))


@dataclass
class Run:
    """One call of `emit`: what for, what it returned or raised, how often each payment was sent, what the bus has."""

    name: str
    payments: list[dict[str, Any]]
    returned: Any = None
    error: AnswerError | None = None
    asked: list[list[Any]] = field(default_factory=list)
    buses: set[str] = field(default_factory=set)
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """The ids of the payments."""
        return [each["paymentId"] for each in self.payments]

    @property
    def given(self) -> dict[str, Any]:
        """What a finding tells of the payments: not all of them, which would be long."""
        return {"payments": len(self.payments), "first": self.payments[0] if self.payments else None}

    @property
    def arrived(self) -> Counter[Any]:
        """How many events there are of each payment."""
        return Counter(_payment_of(event["detail"]) for event in self.events)

    @property
    def tries(self) -> Counter[Any]:
        """How often each payment was sent."""
        return Counter(payment for call in self.asked for payment in call)


def variant(rng: random.Random) -> dict[str, Any]:
    """The name of the bus, and how often a payment is tried."""
    return {"bus": f"{prefix(rng)}-payments", "tries": rng.randint(4, 6)}


def made(rng: random.Random, count: int) -> list[dict[str, Any]]:
    """Draw so many payments."""
    first = rng.randint(1, 900) * 1000
    return [fact(rng, first + number) for number in range(count)]


@hidden
def more_lists(bench: Bench, rng: random.Random) -> list[list[dict[str, Any]]]:  # noqa: ARG001  (a hidden function's signature)
    """None at all, one, exactly as many as two calls take, and any number, with letters beyond ASCII."""
    strange = [
        {**each, "customerId": f"C-{rng.choice('ØÆÅÐÞ')}{rng.randint(1, 99)}"}
        for each in made(rng, rng.randint(11, 19))
    ]
    return [[], made(rng, 1), made(rng, 20), strange]


def runs(bench: Bench) -> list[Run]:
    """Let the answer emit lists of payments while nothing fails."""
    rng = random.Random(f"{bench.variant}")
    lists = [made(rng, PAYMENTS), *more_lists(bench)]
    return [_run(bench, f"{counted(len(each), 'payment')}, nothing fails", each) for each in lists]


def bad_day(bench: Bench) -> Run:
    """Let the answer emit payments of which some fail at first."""
    rng = random.Random(f"bad day {bench.variant}")
    failing = rng.choice(FAILING)
    name = f"{ON_THE_BAD_DAY} payments, {len(failing)} entries fail at first"
    return _run(bench, name, made(rng, ON_THE_BAD_DAY), attempts=failing)


def hopeless(bench: Bench) -> Run:
    """Let the answer emit payments none of which is ever taken."""
    rng = random.Random(f"hopeless {bench.variant}")
    return _run(bench, "every entry fails, always", made(rng, HOPELESS), attempts=())


def _run(bench: Bench, name: str, payments: list[dict[str, Any]], **failing: Any) -> Run:
    bus, run = bench.variant["bus"], Run(name, payments)
    with bench.account() as account:
        new_bus(account, bus)
        found = recorded(account, bus)
        begin = len(account.trace)
        if failing:
            account.faults.throttle("events", "entry", **failing)
        try:
            run.returned = bench.answer("emit")(account.client("events"), payments)
        except AnswerError as error:
            run.error = error
        asked = [
            plain(span.detail.get("parameters"))
            for span in calls(account.trace[begin:], "events", "PutEvents")
        ]
        run.asked = [[_sent(entry) for entry in each.get("Entries", [])] for each in asked]
        run.buses = {_bus(entry) for each in asked for entry in each.get("Entries", [])}
        run.events = found()
    return run


def _bus(entry: dict[str, Any]) -> str:
    return str(entry.get("EventBusName") or "default").rpartition("event-bus/")[2]


def _sent(entry: dict[str, Any]) -> Any:
    try:
        return _payment_of(json.loads(entry.get("Detail", "")))
    except (ValueError, RecursionError):
        return None


def _payment_of(detail: Any) -> Any:
    found = detail.get("paymentId") if isinstance(detail, dict) else None
    return found if isinstance(found, str) else None


def _runs(bench: Bench) -> list[Run]:
    bench.answer("emit")  # where it does not run at all, one finding says so
    return bench.once(runs)


def one_event_each(bench: Bench) -> Iterator[Finding]:
    """Each payment is one event on the bus."""
    for run in _runs(bench):
        bench.count()
        if run.error:
            yield run.error.finding(run.name, given=run.given)
        else:
            yield from _not_once(bench, run)


def by_contract(bench: Bench) -> Iterator[Finding]:
    """Each event has the source and detail-type of the contract, and the whole payment as its detail."""
    for run in _runs(bench):
        wanted = {each["paymentId"]: _event(each) for each in run.payments}
        if run.error or (run.payments and not run.events):
            bench.count()
            yield Finding(run.name, run.given, "no event to look at", "events as the contract has them")
        for event in run.events:
            bench.count()
            got = {name: event[name] for name in ("source", "detail-type", "detail")}
            expected = wanted.get(
                _payment_of(event["detail"]), _event(run.payments[0]) if run.payments else None
            )
            if not same(got, expected):
                yield Finding(f"an event on {bench.variant['bus']}", run.given["first"], got, expected)


def only_failed_again(bench: Bench) -> Iterator[Finding]:
    """Where some entries fail, each payment is one event all the same, and nothing that was taken is sent again."""
    run = _bad_day(bench)
    bench.count(len(run.payments))
    if run.error:
        yield run.error.finding(run.name, given=run.given)
        return
    yield from _not_once(bench, run)


def gives_up(bench: Bench) -> Iterator[Finding]:
    """What fails in each of its tries is returned; where nothing does, an empty list."""
    bench.answer("emit")
    run, tries = bench.once(hopeless), bench.variant["tries"]
    bench.count()
    if run.error:
        yield run.error.finding(run.name, given=run.given)
        return
    if not isinstance(run.returned, list) or sorted(map(str, run.returned)) != sorted(run.ids):
        yield Finding(f"what emit returns, {run.name}", run.given, run.returned, run.ids)
    numbers = {run.tries[each] for each in run.ids}
    if numbers != {tries}:
        got = (
            f"between {min(numbers)} and {max(numbers)} times"
            if len(numbers) > 1
            else f"{min(numbers)} times"
        )
        yield Finding(f"how often each payment is sent, {run.name}", run.given, got, f"{tries} times")
    for other in (_bad_day(bench), *_runs(bench)):
        if not other.error and other.returned != []:
            yield Finding(f"what emit returns, {other.name}", other.given, other.returned, [])


def _bad_day(bench: Bench) -> Run:
    bench.answer("emit")
    return bench.once(bad_day)


def _not_once(bench: Bench, run: Run) -> Iterator[Finding]:
    """Find payments of which there is no event, or more than one, and events of no payment."""
    arrived = run.arrived
    missing = [each for each in run.ids if not arrived[each]]
    doubled = [each for each in run.ids if arrived[each] > 1]
    others = sum(arrived.values()) - sum(arrived[each] for each in run.ids)
    if missing or doubled or others:
        got = {
            "payments without an event": len(missing),
            "payments with several": len(doubled),
            "events of no payment": others,
            "for example": (missing + doubled)[:3],
            "sent to": sorted(run.buses),
        }
        where = f"bus {bench.variant['bus']}, {run.name}"
        yield Finding(where, run.given, got, f"{counted(len(run.ids), 'event')}, one for each payment")


def _event(payment: dict[str, Any]) -> dict[str, Any]:
    return {"source": SOURCE, "detail-type": DETAIL_TYPE, "detail": payment}


def _sends_an_object(bench: Bench) -> bool:
    trouble = bench.answers["emit"].trouble
    said = trouble.raised.message if trouble and trouble.raised else ""
    return "Entries[0].Detail," in said and "dict" in said


def _overlooks_failures(bench: Bench) -> bool:
    """Whether a quiet day is right, and on the bad one exactly what failed is lost, because it was sent once."""
    run = _bad_day(bench)
    alone = run.error is None and set(run.tries) == set(run.ids) and set(run.tries.values()) == {1}
    return alone and bool(set(run.ids) - set(run.arrived))


def _sends_all_again(bench: Bench) -> bool:
    """Whether on the bad day all arrive, some of them twice, and on a quiet one nothing is sent again."""
    run, quiet = _bad_day(bench), _runs(bench)[0]
    arrived = [run.arrived[each] for each in run.ids]
    return max(quiet.tries.values(), default=0) == 1 and min(arrived) > 0 and max(arrived) > 1


EXERCISE = Exercise(
    id="m06.e1",
    title="Emit",
    lesson="D1",
    deliver=("emit",),
    variant=variant,
    parts=(
        Part("Each payment is one event on the bus", 4, "X", one_event_each),
        Part("Source, detail-type and detail are those of the contract", 2, "S", by_contract),
        Part("What failed is sent again, what was taken is not", 3, "F", only_failed_again),
        Part("What fails in each of its tries is given up and returned", 1, "F", gives_up),
    ),
    misconceptions=(
        Misconception(
            "K06.3",
            "detail sent as an object",
            _sends_an_object,
            "What type does the call expect? Detail travels as text.",
            about="the entries",
        ),
        Misconception(
            "K06.4",
            "ignores FailedEntryCount",
            _overlooks_failures,
            "The call succeeded, but did every entry?",
            about="the answer of PutEvents",
        ),
        Misconception(
            "K06.5",
            "sends the whole batch again",
            _sends_all_again,
            "Most of these entries were accepted the first time. What happens to those when you send them again?",
            about="trying again",
        ),
    ),
    hints=(
        (
            "A call of ten entries comes back without an error, and three of the ten were not taken. Where does its answer say "
            "so, and how do you find out which three?"
        ),
        (
            "PutEvents judges each entry for itself. Its answer has an entry for each of yours, in the same order: with an "
            "EventId, or with an ErrorCode. So there is always a list of what is still to be sent: all payments at first, then "
            "those that failed. See lesson step D1 for what an event consists of."
        ),
        (
            '`events.put_events(Entries=[{"EventBusName": ..., "Source": ..., "DetailType": ..., "Detail": <JSON text>}, ...])` '
            'returns {"FailedEntryCount": 1, "Entries": [{"EventId": ...}, {"ErrorCode": ..., "ErrorMessage": ...}, ...]}; '
            '`zip(batch, answer["Entries"])` brings the two together. Ten entries a call at most.'
        ),
        (
            "A neighbour: trips are sent to a queue, ten a call; some may fail.\n"
            "```python\n"
            "waiting = list(trips)\n"
            "while waiting:\n"
            "    some, waiting = waiting[:10], waiting[10:]\n"
            '    entries = [{"Id": str(n), "MessageBody": json.dumps(trip)} for n, trip in enumerate(some)]\n'
            "    answer = sqs.send_message_batch(QueueUrl=url, Entries=entries)\n"
            '    waiting += [some[int(each["Id"])] for each in answer.get("Failed", [])]\n'
            "```\n"
            "This one would go on for ever if one never gets in; a count of the tries for each ends that."
        ),
    ),
)
