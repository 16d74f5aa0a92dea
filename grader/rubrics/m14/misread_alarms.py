"""What is wrong with alarms that rang when they should not, or did not when they should: told by the alarms themselves."""

from collections.abc import Iterator
from typing import Any

from .seen import Seen
from .seen_day import DECLINES, ONE_SLOW

__all__ = ["counts_declined", "looks_at_means", "rings_at_one_point", "takes_silence_for_trouble"]


def looks_at_means(seen: Seen) -> bool:
    """Whether nobody heard of the slow charges, and an alarm looks at the mean of what something lasts."""
    return seen.tail == [] and any("Average" in _statistics(alarm) for alarm in seen.alarms.values())


def takes_silence_for_trouble(seen: Seen) -> bool:
    """Whether somebody was woken without cause by an alarm for which missing data breach."""
    return any(alarm.missing == "breaching" for _, alarm in _rang_wrongly(seen))


def rings_at_one_point(seen: Seen) -> bool:
    """Whether the one slow charge of a calm day was enough for an alarm."""
    return any(where == ONE_SLOW and alarm.datapoints == 1 for where, alarm in _rang_wrongly(seen))


def counts_declined(seen: Seen) -> bool:
    """Whether an alarm on errors or failures rang because cards were declined."""
    return any(
        where == DECLINES and any(word in name for name in _metrics(alarm) for word in ("Error", "Fail"))
        for where, alarm in _rang_wrongly(seen)
    )


def _rang_wrongly(seen: Seen) -> Iterator[tuple[str, Any]]:
    """Yield the calm scenes whose payments ended well, each with the alarms that rang all the same."""
    for scene in seen.calm:
        if scene.ended == scene.should:
            yield from (
                (scene.where, seen.alarms[ring.alarm])
                for ring in scene.rang or []
                if ring.alarm in seen.alarms
            )


def _statistics(alarm: Any) -> set[str]:
    return {each["MetricStat"]["Stat"] for each in alarm.queries if "MetricStat" in each}


def _metrics(alarm: Any) -> set[str]:
    return {each["MetricStat"]["Metric"]["MetricName"] for each in alarm.queries if "MetricStat" in each}
