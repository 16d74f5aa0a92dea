"""M13 E3, cache with care: what is kept is never too old, nobody else's, and no reason to ask the database all at once.

The cache and the database are handed in as functions; readers come alone, one after the other, and twenty at once. Decided:

* Nothing is said of keys, nor of what is stored under them: what counts is what readers get, and what the database is asked.
* Another customer's view of a policy may be old for as long as the limit says after an update: that is the price of the cache.
* Grading plays one day at another counter, and not the visible one besides: counters differ by names and premiums alone.
* Who keeps nothing at all shows nothing about freshness: the parts about it want the database spared first.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same

from .cache_days import STEPS, Day, Seen, day_at
from .cache_mistakes import all_miss, keeps_errors, serves_others, too_old, writes_nothing
from .readers import AT_ONCE, LONGEST

BOTH = 2
# Two or three may slip through together; twenty must not.
FEW = 3
# One read for each of three times, and one more.
MOST = 4
# Several times what a read of the database takes, and far less than one read after the other.
AT_ONCE_SECONDS = 2


def variant(rng: random.Random) -> dict[str, Any]:
    """For how many seconds an answer is fresh enough."""
    return {"fresh_for": rng.randrange(45, 300, 5)}


@hidden
def more_counters(_: Bench, rng: random.Random) -> list[str]:
    """Another counter, with other policies and customers."""
    return [f"hidden {rng.random()}"]


def days(bench: Bench) -> list[Day]:
    """Play a day at each hidden counter, and where there is none at the one that every learner sees."""
    return [day_at(bench, seed) for seed in more_counters(bench)] or [bench.once(visible_day)]


def visible_day(bench: Bench) -> Day:
    """Play a day at the counter that every learner sees."""
    return day_at(bench, f"{bench.variant}")


def _days(bench: Bench) -> list[Day]:
    bench.answer("get_policy")  # where it does not run at all, one finding says so
    return bench.once(days)


def _right(seen: list[Seen], expected: str = "") -> Iterator[Finding]:
    """Find the first read that got something else than it should."""
    for each in seen:
        if each.read.error:
            yield each.read.error.finding(each.what, given={"customer": each.read.customer})
            return
        if not same(each.read.policy, each.stored):
            wanted = {expected: each.stored} if expected else each.stored
            yield Finding(each.what, {"customer": each.read.customer}, each.read.policy, wanted)
            return


def _keeps_nothing(day: Day) -> Iterator[Finding]:
    if all(each.asked for each in day.usual[:2]):
        expected = "the second one is answered from the cache"
        yield Finding("two reads of the same customer", None, "the database is asked for each", expected)


def is_fresh(bench: Bench) -> Iterator[Finding]:
    """Each customer gets their own policy, as it is or was a moment ago."""
    for day in _days(bench):
        bench.count()
        if nothing := list(_keeps_nothing(day)):
            yield from nothing
            return
        yield from _right(day.usual)
        yield from _right(day.late)
        yield from _right(day.others)


def shows_own_update(bench: Bench) -> Iterator[Finding]:
    """An update is written, and seen at once by whoever made it."""
    bench.answer("update_policy")
    for day in _days(bench):
        bench.count()
        if nothing := list(_keeps_nothing(day)):
            yield from nothing
            return
        for done, writes, policy, stored in day.updates:
            if done.error:
                yield done.error.finding("update_policy", given=policy)
                return
            if not writes or not same(stored, policy):
                yield Finding("the database after update_policy", policy, stored, policy)
                return
        yield from _right(day.updated)


def outruns_old_reads(bench: Bench) -> Iterator[Finding]:
    """A read that began before an update does not bring back the old policy."""
    bench.answer("update_policy")
    for day in _days(bench):
        bench.count()
        if nothing := list(_keeps_nothing(day)):
            yield from nothing
            return
        what = "an update while a read is under way"
        if trouble := next((each.error for each in day.overtaking if each.error), None):
            yield trouble.finding(what, given={"customer": day.overtaking[0].customer})
        elif len(day.overtaking) < BOTH:
            yield Finding(what, None, f"not both are over after {LONGEST:g} s", "both are over")
        else:
            yield from _right(day.overtaken)


def spares(bench: Bench) -> Iterator[Finding]:
    """Readers one after the other do not reach the database each time."""
    for day in _days(bench):
        bench.count()
        broken = list(_right(day.usual))
        yield from broken
        last = day.usual[-1]
        if not broken and (day.reads > MOST or last.asked):
            given = f"{3 * STEPS} reads in the time of 3 x `fresh_for`"
            if day.reads > MOST:
                yield Finding("reads of the database", given, day.reads, f"at most {MOST}")
            else:
                yield Finding(last.what, None, "the database is asked again", "the cached policy is used")


def stands_together(bench: Bench) -> Iterator[Finding]:
    """Twenty who miss at once do not ask twenty times, and all get their policy."""
    for day in _days(bench):
        for what, reads, answered, stored in day.crowds:
            bench.count()
            wrong = next((each for each in answered if each.error or not same(each.policy, stored)), None)
            if wrong:
                yield Finding(what, None, wrong.got, stored)
            elif len(answered) < AT_ONCE:
                yield Finding(what, None, f"{len(answered)} are answered within 30 s", f"all {AT_ONCE}")
            elif reads > FEW:
                yield Finding(what, None, f"the database is asked {reads} times", f"at most {FEW} times")


def waits_for_its_own(bench: Bench) -> Iterator[Finding]:
    """Twenty who miss policies of their own do not wait for one another, though those who miss the same one do."""
    for day in _days(bench):
        bench.count()
        asked = max(reads for _, reads, *_ in day.crowds)
        if asked > FEW:
            yield Finding(
                f"{AT_ONCE} readers at once, one policy",
                None,
                f"nobody waits: the database is asked {asked} times",
                "those who miss the same policy wait for one that fetches it",
            )
            return
        what, read = f"{AT_ONCE} readers at once, {AT_ONCE} policies", day.side_by_side
        if wrong := next((each for each in read if each.error), None):
            yield Finding(what, None, wrong.got, "each gets their policy")
        elif len(read) < AT_ONCE or max(each.took for each in read) > AT_ONCE_SECONDS:
            late = sum(each.took > AT_ONCE_SECONDS for each in read) + AT_ONCE - len(read)
            got, expected = f"{late} of them wait for longer than", "nobody waits for another one's policy"
            yield Finding(what, None, f"{got} {AT_ONCE_SECONDS} s", expected)


def stands_failures(bench: Bench) -> Iterator[Finding]:
    """An error of the database is passed on, and not kept; without a cache it goes on."""
    for day in _days(bench):
        bench.count()
        for each in day.failing:
            if each.read.error is None:
                got = each.read.policy
                yield Finding(each.what, {"customer": each.read.customer}, got, "get_policy raises an error")
        yield from _right(day.repaired)
        yield from _right(day.without)


def _seen(mistake: Callable[[Day], bool]) -> Callable[[Bench], bool]:
    """Look for a mistake in the day that every learner sees, so that a hint tells nothing of hidden rows."""

    def is_seen(bench: Bench) -> bool:
        bench.answer("get_policy")
        return mistake(bench.once(visible_day))

    return is_seen


EXERCISE = Exercise(
    id="m13.e3",
    title="Cache with care",
    lesson="D6",
    deliver=("get_policy", "update_policy"),
    variant=variant,
    patience=120.0,
    parts=(
        Part("Each customer gets their own policy, and none that is too old", 2, "T", is_fresh),
        Part("After an update nobody sees their old policy", 1, "T", shows_own_update),
        Part("Nor if a read had begun before the update", 1, "T", outruns_old_reads),
        Part("Readers one after the other spare the database", 2, "X", spares),
        Part("Twenty who miss one policy at once ask three times at the most", 1, "X", stands_together),
        Part("Twenty who miss twenty policies at once do not wait for each other", 1, "T", waits_for_its_own),
        Part("A database or a cache that is down does no lasting harm", 2, "F", stands_failures),
    ),
    misconceptions=(
        Misconception(
            "K13.13",
            "cache in front of writes",
            _seen(writes_nothing),
            "Which of the two changes the world: the cache or the database?",
            about="`update_policy`",
        ),
        Misconception(
            "K13.5",
            "cache key without the customer",
            _seen(serves_others),
            "Two customers ask the same address. Is it the same answer?",
            about="the key in the cache",
        ),
        Misconception(
            "K13.6",
            "cached for ever, or after an update still old",
            _seen(too_old),
            "Who tells the cache that the policy changed, and what if nobody does?",
            about="the age of what is cached",
        ),
        Misconception(
            "K13.7",
            "errors cached",
            _seen(keeps_errors),
            "You remembered the bad moment. Until when?",
            about="errors of the database",
        ),
        Misconception(
            "K13.8",
            "everybody misses together",
            _seen(all_miss),
            "A thousand readers noticed the same gap. Who should fetch?",
            about="many readers at once",
        ),
    ),
    hints=(
        (
            "A note on the wall says what the policy costs. Whom is it for? When was it written? Who takes it down when the price "
            "changes? And when it is gone: do all twenty who stand before the wall run to the archive?"
        ),
        (
            "Look into the cache first; a miss asks the database, and keeps the answer for a limited time, under a key that names all "
            "on which the answer depends. An update writes first, and then takes the old answer away. A read that began before it still "
            "has the old one, and stores it afterwards: where nobody looks any more, if the last change is named in the key, too. "
            "Of those who miss together one fetches, and the others look again a moment later. Lesson step D6."
        ),
        (
            '`cache["add"](key + "/fetching", "yes", 5)` is True for one caller only: that one fetches, and deletes the mark '
            'afterwards, also after an error (`finally`). The others `clock["sleep"](0.1)` and look again, some 30 times at the most. '
            'After its write an update does `cache["set"](key + "/change", clock["now"](), 2 * fresh_for)`, and who reads gets that '
            "first, and puts it into the name under which the policy is kept. "
            'What the cache raises is caught, around the cache\'s calls alone: `db["read"]` may raise.'
        ),
        (
            "A neighbour: exchange rates by currency, for ten minutes, and only one caller fetches.\n"
            "```python\n"
            'rate = cache["get"](currency)\n'
            'while rate is None and not cache["add"](currency + "/busy", "yes", 5):\n'
            '    clock["sleep"](0.1)\n'
            '    rate = cache["get"](currency)\n'
            "if rate is None:\n"
            "    rate = bank(currency)\n"
            '    cache["set"](currency, rate, 600)\n'
            '    cache["delete"](currency + "/busy")\n'
            "```"
        ),
    ),
)
