"""M13 E5, plan the first of the month: six settings for a branch, judged by what becomes of its payments in a simulation.

The simulation is `course.simulation`, which learners have, too: they see beforehand all that the visible month shows.
Decided:

* A plan is judged by its outcomes alone. For each branch there are many that keep all promises, with room on each side.
* A payment that is lost is never done: it counts against the 95 of 100.
* What is lost on a usual day is not held against the plan a second time when the bank is down.
* What is not done costs nothing, and gathers nowhere: budget and outage are looked at only where nearly all are done.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from course.simulation import (
    NAMES,
    OUTAGE_MINUTES,
    Branch,
    Counted,
    Plan,
    PlanError,
    branch,
    first_of_month,
    plan_of,
)
from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden

VISIBLE = "1"
NEARLY_ALL = 0.9


@dataclass(frozen=True)
class Month:
    """A month, played twice: as usual, and with the bank down from the minute `down_from` on."""

    name: str
    down_from: int
    usual: Counted
    down: Counted

    @property
    def told(self) -> str:
        """What a reader knows it by."""
        return f"month {self.name}" if self.name == VISIBLE else "another month"

    @property
    def told_of_outage(self) -> str:
        """The same, with the outage."""
        return f"{self.told}, the bank down from minute {self.down_from} to {self.down_from + OUTAGE_MINUTES}"


def variant(rng: random.Random) -> dict[str, Any]:
    """The learner's branch, with all its numbers."""
    numbers = asdict(branch(f"{rng.choice(NAMES)}-{rng.randint(100, 999)}"))
    return {"branch": numbers.pop("name"), **numbers}


@hidden
def more_months(bench: Bench, rng: random.Random) -> list[tuple[str, int]]:
    """Another month, in which nobody knows who pays when, and the minute from which on the bank is down."""
    return [(f"hidden {rng.random()}", rng.randint(0, bench.variant["busy_minutes"]))]


def months(bench: Bench) -> list[Month]:
    """Play the months."""
    ours, plan = _branch(bench), _plan(bench)
    return [_played(ours, plan, *each) for each in [(VISIBLE, ours.worst_minute), *more_months(bench)]]


def _branch(bench: Bench) -> Branch:
    return branch(bench.variant["branch"])


def _plan(bench: Bench) -> Plan:
    """Return the plan that was delivered. Raises `AnswerError`."""
    answer = bench.answer("plan")
    try:
        return plan_of(answer.value)
    except PlanError as error:
        raise answer.refused(f"{error.where}: {error.found}", error.expected) from None


def _played(ours: Branch, plan: Plan, name: str, down_from: int) -> Month:
    usual = first_of_month(ours, plan, name)
    return Month(name, down_from, usual, first_of_month(ours, plan, name, bank_down_from=60.0 * down_from))


def _months(bench: Bench) -> list[Month]:
    bench.answer("plan")  # where there is none yet, one finding says so
    return bench.once(months)


def is_quick(bench: Bench) -> Iterator[Finding]:
    """95 of 100 payments are done within the limit."""
    limit = bench.variant["p95_limit"]
    for month in _months(bench):
        bench.count()
        found = month.usual
        if found.p95 > limit:
            took = f"{found.p95:.2f} s, {found.mean:.2f} s on the average"
            got = (
                took
                if math.isfinite(found.p95)
                else f"never: more than five of 100 are lost, {dict(found.lost)}"
            )
            yield Finding(f"{month.told}: 95 of 100 are done within", None, got, f"at most {limit} s")


def loses_none(bench: Bench) -> Iterator[Finding]:
    """Next to no payment is lost on a usual day."""
    for month in _months(bench):
        bench.count()
        yield from _lost(month.told, month.usual, bench.variant["most_lost"])


def _lost(where: str, found: Counted, most: int) -> Iterator[Finding]:
    if found.lost.total() > most:
        told = f"{found.lost.total()} of {found.payments} payments"
        yield Finding(f"{where}: lost", told, dict(found.lost), f"at most {most} in all")


def _too_few(month: Month) -> Iterator[Finding]:
    done, of = len(month.usual.waits), month.usual.payments
    if done < NEARLY_ALL * of:
        got = f"{done} of {of} payments are done"
        yield Finding(
            f"{month.told}, a usual day", dict(month.usual.lost), got, "90 of 100, before anything else"
        )


def is_cheap(bench: Bench) -> Iterator[Finding]:
    """The hour costs no more than the budget."""
    budget, plan = bench.variant["budget"], _plan(bench)
    for month in _months(bench):
        bench.count()
        yield from (too_few := list(_too_few(month)))
        found = month.usual
        if not too_few and found.cost > budget:
            given = {"workers": plan.concurrency, "calls to the bank": found.calls, "reads": found.reads}
            yield Finding(f"{month.told}: cost", given, f"{found.cost:.2f} EUR", f"at most {budget} EUR")


def survives(bench: Bench) -> Iterator[Finding]:
    """Next to no payment is lost since the bank is down."""
    for month in _months(bench):
        bench.count()
        yield from (too_few := list(_too_few(month)))
        if not too_few:
            yield from _lost_by_outage(month, bench.variant["most_lost"])


def _lost_by_outage(month: Month, most: int) -> Iterator[Finding]:
    more = month.down.lost.total() - month.usual.lost.total()
    if more > most:
        got = {"lost more than on a usual day": more, **month.down.lost}
        yield Finding(f"{month.told_of_outage}: lost", None, got, f"at most {most} more")


def catches_up(bench: Bench) -> Iterator[Finding]:
    """What has gathered during an outage is done in time after it."""
    ours, most = _branch(bench), bench.variant["most_lost"]
    for month in _months(bench):
        bench.count()
        found, seconds = [*_too_few(month), *_lost_by_outage(month, most)], month.down.caught_up
        yield from found
        if not found and (seconds is None or seconds > 60 * ours.catch_up_minutes):
            got = "never" if seconds is None else f"{seconds / 60:.2f} minutes after the bank is back"
            given = {"calls that the bank refused, not being down": month.down.refused_by_the_bank}
            expected = f"at most {ours.catch_up_minutes} minutes after the bank is back"
            yield Finding(f"{month.told_of_outage}: caught up", given, got, expected)


def _is_too_wide(bench: Bench) -> bool:
    """Whether there are more workers than the bank bears, it refuses calls, and with as many as it bears it would not."""
    ours, plan, month = _branch(bench), _plan(bench), _months(bench)[0]
    if plan.concurrency <= ours.bank_places or not _refused(month):
        return False
    fewer = replace(plan, concurrency=ours.bank_places)
    return not _refused(_played(ours, fewer, month.name, month.down_from))


def _refused(month: Month) -> int:
    return month.usual.refused_by_the_bank + month.down.refused_by_the_bank


def _holds_on_the_average(bench: Bench) -> bool:
    """Whether one in twenty waits for too long, and on the average all is well.

    That is: the average payment is done in time (where next to none is lost, else that is the reason); or the door lets in,
    or the workers do, what comes in an average second, and less than in a busy one.
    """
    ours, plan, usual = _branch(bench), _plan(bench), _months(bench)[0].usual
    if plan.queue != "before the bank" or usual.p95 <= ours.p95_limit:
        return False
    average = ours.payments / 3600
    sizes = plan.rate, ours.capacity(plan.concurrency, plan.batch)
    is_done = usual.lost.total() <= ours.most_lost and usual.mean <= ours.p95_limit
    return is_done or any(average <= size < ours.busy_rate for size in sizes)


EXERCISE = Exercise(
    id="m13.e5",
    title="Plan the first of the month",
    lesson="D8",
    deliver=("plan",),
    variant=variant,
    parts=(
        Part("95 of 100 payments are done in time", 2, "T", is_quick, "D1"),
        Part("Next to no payment is lost", 2, "X", loses_none, "D7"),
        Part("It keeps within the budget", 2, "X", is_cheap),
        Part("The bank is down for ten minutes, and next to no payment is lost", 2, "F", survives, "D9"),
        Part("What gathers meanwhile is caught up with in time", 2, "F", catches_up, "D9"),
    ),
    misconceptions=(
        Misconception(
            "K13.11",
            "more concurrency than the backend bears",
            _is_too_wide,
            "You widened the pipe into a narrow drain. What does the bank do with one call too many?",
            about="the number of workers",
        ),
        Misconception(
            "K13.2",
            "averages instead of percentiles",
            _holds_on_the_average,
            "On the average all is well. But most customers come in the busy minutes, and one in twenty waits for longer than "
            "promised. Does the average know?",
            about="the time that payments take",
        ),
    ),
    hints=(
        (
            "A ferry crosses all day. How many cars it must take: is that a matter of the day's cars, or of those at eight in the "
            "morning? And if it stood still for an hour: what else must it take then, besides those who go on coming?"
        ),
        (
            "Begin at the back. How many payments a second must the bank do when it has just come back, in the busy minutes? From "
            "which batch on do its places suffice for that? From which batch on is it cheap enough, and up to which is it quick "
            "enough? Then go to the front: nobody may let in more than those behind bear. Lesson steps D1, D7, D8 and D9."
        ),
        (
            "`busy = busy_payments / (60 * busy_minutes)`; `needed = busy * (1 + 10 / catch_up_minutes)`; so many workers do "
            "`workers * batch / (bank_call + bank_each * batch)` a second. Increase `batch` until that is a tenth more than needed. "
            "No more workers than `bank_places`; `cache_seconds` no more than `fresh_for`; `rate` between `busy` and `db_rate`, "
            "`burst` between 10 and `db_burst`, with room on both sides."
        ),
        (
            "A neighbour: 40 cars come an hour. A ferry takes 12, and is back after 15 minutes: 48 an hour. It stood still for an "
            "hour: 40 cars wait, and every hour they are 8 fewer. After five hours all is as before. With 20 cars it would be "
            "back after 18 minutes: 66 an hour, 26 more than come. After an hour and a half all is as before; but each car "
            "waits until 20 are there."
        ),
    ),
)
