"""From the values of some periods to the state of an alarm.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["COMPARISONS", "Rule", "Value", "Verdict", "judge"]

Value = float | None  # None: missing

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


@dataclass(frozen=True)
class Rule:
    """`datapoints` out of `periods` have to breach; `missing` is a TreatMissingData."""

    periods: int
    datapoints: int
    comparison: str
    threshold: float
    missing: str


@dataclass(frozen=True)
class Verdict:
    """The `state` that follows, None to stay in the present one.

    `used` are the places of the values that decided, the newest last, `filled` how many were missing among the
    periods that are judged.
    """

    state: str | None
    used: tuple[int, ...]
    filled: int


def judge(values: Sequence[Value], rule: Rule) -> Verdict:
    """Judge the values of some more periods than the rule asks for, the newest last.

    Where there are enough of them, those that are missing do not matter.
    """
    found = tuple(place for place, value in enumerate(values) if value is not None)
    used = found[-rule.periods :]
    filled = rule.periods - len(used)
    breaching = [place for place in used if _breaches(values[place], rule)]
    if not filled:
        return Verdict(_alarm_or_ok(len(breaching) >= rule.datapoints), used, 0)
    return Verdict(_with_missing(len(values), used, breaching, filled, rule), used, filled)


def _with_missing(
    every: int, used: Sequence[int], breaching: Sequence[int], filled: int, rule: Rule
) -> str | None:
    if rule.missing == "breaching":
        return _alarm_or_ok(len(breaching) + filled >= rule.datapoints)
    if rule.missing == "notBreaching" or len(breaching) >= rule.datapoints:
        return _alarm_or_ok(len(breaching) >= rule.datapoints)
    if len(used) > len(breaching):
        return "OK"
    if rule.missing == "ignore":
        return None
    if not used:
        return "INSUFFICIENT_DATA"
    # All that is there breaches. That alone is an alarm once the oldest is as old as so many periods.
    return "ALARM" if every - breaching[0] >= rule.datapoints else None


def _alarm_or_ok(alarm: bool) -> str:  # noqa: FBT001  it is what is told
    return "ALARM" if alarm else "OK"


def _breaches(value: Value, rule: Rule) -> bool:
    return value is not None and COMPARISONS[rule.comparison](value, rule.threshold)
