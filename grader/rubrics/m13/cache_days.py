"""What happens at a counter in M13 E3: a day with readers alone and all at once, updates, and what is down for a while."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.checks import Bench

from .readers import AT_ONCE, Counter, Read, many_at_once

__all__ = ["NEAR", "STEPS", "Day", "Seen", "day_at"]

# Readers come so often within the time for which an answer is fresh.
STEPS = 6
# What is cached may be used for two seconds more or less; half a second more, so that nobody fails by an edge.
NEAR = 2.5
LONG = 10
# A read takes longer than a write: begun so many seconds before an update, it ends after it.
AHEAD = 0.1


@dataclass
class Seen:
    """One read: what the database had, what came out, and how often the database was asked for it."""

    what: str
    stored: Any
    read: Read
    asked: int


@dataclass
class Day:
    """All that happened at one counter."""

    usual: list[Seen] = field(default_factory=list)
    late: list[Seen] = field(default_factory=list)
    reads: int = 0
    others: list[Seen] = field(default_factory=list)
    updated: list[Seen] = field(default_factory=list)
    updates: list[tuple[Read, int, Any, Any]] = field(default_factory=list)
    overtaking: list[Read] = field(default_factory=list)
    overtaken: list[Seen] = field(default_factory=list)
    crowds: list[tuple[str, int, list[Read], Any]] = field(default_factory=list)
    side_by_side: list[Read] = field(default_factory=list)
    failing: list[Seen] = field(default_factory=list)
    repaired: list[Seen] = field(default_factory=list)
    without: list[Seen] = field(default_factory=list)


def day_at(bench: Bench, seed: str) -> Day:
    """Play a day at the counter that this seed makes."""
    day = Day()
    for scene in (_as_usual, _overtaken, _at_once, _side_by_side, _out_of_order):
        with bench.account() as account:
            scene(
                day, Counter(bench, account, f"{seed} {scene.__name__}"), account, bench.variant["fresh_for"]
            )
    return day


def _seen(counter: Counter, customer: str, what: str) -> Seen:
    before, stored = len(counter.db.reads), counter.now_stored(customer)
    read = counter.read(customer)
    return Seen(what, stored, read, len(counter.db.reads) - before)


def _as_usual(day: Day, counter: Counter, _: Any, fresh_for: float) -> None:
    """Readers one after the other; somebody else's write; another customer; an update of one's own."""
    one, other = counter.customers
    for number in range(3 * STEPS):
        day.usual.append(_seen(counter, one, f"read {number + 1} of the same customer"))
        counter.clock.sleep(fresh_for / STEPS if number else 0.0)
    day.reads = len(counter.db.reads)
    counter.clock.sleep(LONG * fresh_for)
    at = _asked(counter, one)
    day.usual.append(_seen(counter, one, at(fresh_for - NEAR)))
    counter.clock.sleep(LONG * fresh_for)
    at = _asked(counter, one)
    counter.db.change((counter.policy_id, one), counter.new_policy(one))
    day.late.append(_seen(counter, one, f"{at(fresh_for + NEAR)}, and somebody else changed the policy"))
    day.others.append(_seen(counter, other, "another customer asks for the same policy"))
    day.others.append(_seen(counter, one, "the first customer asks again"))
    counter.turn_page()
    day.others.append(_seen(counter, one, "the first customer asks for another policy"))
    for meanwhile in (False, True):
        _update(day, counter, one, meanwhile=meanwhile)


def _asked(counter: Counter, customer: str) -> Callable[[float], str]:
    """Let a customer ask; return what lets time pass until so many seconds after that, and tells it."""
    begin = counter.clock.elapsed
    counter.read(customer)

    def at(seconds: float) -> str:
        counter.clock.sleep(max(0.0, begin + seconds - counter.clock.elapsed))
        return f"{seconds:g} s after the database was asked"

    return at


def _update(day: Day, counter: Counter, customer: str, *, meanwhile: bool) -> None:
    """Update while nobody else, or a reader of the same customer's, is about."""
    if meanwhile:
        counter.db.meanwhile = lambda: counter.read(customer)
    policy, before = counter.new_policy(customer), len(counter.db.writes)
    done = counter.update(customer, policy)
    counter.db.meanwhile = lambda: None
    day.updates.append((done, len(counter.db.writes) - before, policy, counter.now_stored(customer)))
    told = "right after an update, during which somebody asked" if meanwhile else "right after an update"
    seen = _seen(counter, customer, told)
    day.updated.append(Seen(told, policy, seen.read, seen.asked))


def _overtaken(day: Day, counter: Counter, account: Any, _: float) -> None:
    """Update while a read, begun before, is still under way with the old policy."""
    customer = counter.customers[0]
    policy = counter.new_policy(customer)

    def look(when: str) -> None:
        told = f"{when} an update; another read had begun {AHEAD:g} s before it"
        seen = _seen(counter, customer, told)
        day.overtaken.append(Seen(told, policy, seen.read, seen.asked))

    def update() -> Read:
        counter.clock.sleep(AHEAD)
        done = counter.update(customer, policy)
        look("right after")
        return done

    day.overtaking = many_at_once(account, [lambda: counter.read(customer), update])
    look("a few seconds after")


def _at_once(day: Day, counter: Counter, account: Any, fresh_for: float) -> None:
    """Twenty readers when nothing is cached, and again when it has just become too old."""
    customer = counter.customers[0]
    for what in (
        "20 readers at once, nothing cached",
        "20 readers at once, the cached policy has become too old",
    ):
        before = len(counter.db.reads)
        reads = many_at_once(account, [lambda: counter.read(customer)] * AT_ONCE)
        day.crowds.append((what, len(counter.db.reads) - before, reads, counter.now_stored(customer)))
        counter.clock.sleep(fresh_for + NEAR)


def _side_by_side(day: Day, counter: Counter, account: Any, _: float) -> None:
    """As many readers at once, each with a policy of their own; nothing is cached."""
    policies = [counter.another_policy() for _ in range(AT_ONCE)]
    asks = [
        lambda policy_id=policy_id: counter.read(counter.customers[0], policy_id) for policy_id in policies
    ]
    day.side_by_side = many_at_once(account, asks)


def _out_of_order(day: Day, counter: Counter, _: Any, fresh_for: float) -> None:
    """The database is down and comes back; then the cache is down."""
    customer = counter.customers[0]
    counter.db.is_down = True
    day.failing.append(_seen(counter, customer, "the database is down"))
    counter.db.is_down = False
    day.repaired.append(_seen(counter, customer, "the database works again"))
    counter.clock.sleep(fresh_for + NEAR)
    counter.cache.is_down = True
    day.without.append(_seen(counter, customer, "the cache is down"))
    policy = counter.new_policy(customer)
    done = counter.update(customer, policy)
    if done.error:
        day.without.append(Seen("update_policy, the cache is down", policy, done, 0))
    else:
        day.without.append(Seen("after an update, the cache is down", policy, counter.read(customer), 0))
