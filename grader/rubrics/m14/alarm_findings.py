"""What is wrong with who was woken on the days of M14 E4: for failures, for a slow tail, and for nothing."""

from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Finding

from .on_duty import Ring, queue_of
from .seen import Seen
from .seen_day import SLOW_MS

__all__ = ["lets_them_sleep", "rings_for", "rings_for_the_tail"]


def _heard(rang: list[Ring] | None, seen: Seen) -> Any:
    if rang is None:
        return f"there is no queue {queue_of(seen.settings)}"
    if not rang and seen.turned_away:
        return (
            f"the policy of {queue_of(seen.settings)} does not let in what comes from {seen.turned_away[0]}"
        )
    return [str(each) for each in rang[:3]] or "nobody rang"


def _never(seen: Seen) -> Iterator[Finding]:
    """Yield a finding where nothing ever rings: that nobody is woken proves nothing then."""
    rang = [seen.tail, *(each.rang for each in seen.failures), *(each.rang for each in seen.calm)]
    if not any(rang):
        yield Finding("all days", None, _heard(seen.tail, seen), "somebody is woken, now and then")


def rings_for(failure: Callable[[Any], bool]) -> Callable[[Bench, Seen], Iterator[Finding]]:
    """Make the check of the failures of one kind, told by how the payment or request should have ended."""

    def check(bench: Bench, seen: Seen) -> Iterator[Finding]:
        failures = [each for each in seen.failures if failure(each.should)]
        if not failures:
            yield from _never(seen)
        for row, each in enumerate(failures, start=1):
            bench.count()
            if each.became != each.should:
                yield Finding(each.where, None, each.became, each.should, row)
            elif not each.rang:
                yield Finding(
                    each.where, None, _heard(each.rang, seen), "somebody is woken within a minute", row
                )

    return check


def rings_for_the_tail(bench: Bench, seen: Seen) -> Iterator[Finding]:
    """For four minutes, one charge in three is slow: it rings before the sixth begins."""
    bench.count()
    if not seen.tail:
        given = {"slow charges": "1 of 3 in each of 4 minutes", "slow": f"more than {SLOW_MS} ms"}
        yield Finding(
            "minutes of slow charges", given, _heard(seen.tail, seen), "somebody is woken in the fifth minute"
        )


def lets_them_sleep(bench: Bench, seen: Seen) -> Iterator[Finding]:
    """What is no incident wakes nobody. Where nothing ever rings, that proves nothing."""
    yield from _never(seen)
    for row, scene in enumerate(seen.calm, start=1):
        bench.count()
        if scene.ended != scene.should:
            yield Finding(scene.where, None, scene.ended, scene.should, row)
        elif scene.rang:
            yield Finding(scene.where, None, _heard(scene.rang, seen), "nobody is woken", row)
