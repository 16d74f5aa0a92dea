"""What learners get wrong in M13 E3, told from what a day's readers got and how often the database was asked."""

from grader.checks import same

from .cache_days import Day
from .readers import AT_ONCE

__all__ = ["all_miss", "keeps_errors", "serves_others", "too_old", "writes_nothing"]


def writes_nothing(day: Day) -> bool:
    """Whether updates end well, and the database never hears of them."""
    return all(done.error is None and not writes for done, writes, *_ in day.updates)


def serves_others(day: Day) -> bool:
    """Whether a customer got what another one may see."""
    return any(
        isinstance(each.read.policy, dict)
        and each.read.policy.get("seenBy") not in (None, each.read.customer)
        for each in day.others
    )


def too_old(day: Day) -> bool:
    """Whether a reader got an old policy of their own, too late or after an update of their own."""
    return any(
        isinstance(each.read.policy, dict)
        and each.read.policy.get("seenBy") == each.read.customer
        and not same(each.read.policy, each.stored)
        for each in [*day.late, *day.updated]
    )


def keeps_errors(day: Day) -> bool:
    """Whether the database works again, and is not even asked: the answer was there at once."""
    return any(
        not each.asked and not same(each.read.policy, each.stored) and each.read.took < 1
        for each in day.repaired
    )


def all_miss(day: Day) -> bool:
    """Whether single readers are answered from the cache, and twenty at once all ask the database."""
    return any(not each.asked for each in day.usual) and any(reads >= AT_ONCE for _, reads, *_ in day.crowds)
