"""The six days that the alarm of M13 E1 lives through: payments minute by minute, on three of them too slow for too many.

Each day is made so that one wrong alarm, and few others, errs on it: the mean is higher on the usual day than with a slow
tail; single payments of a quiet night are slow; bad minutes come and go, or stand too far apart.
"""

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.cloud.monitoring.metrics import Metric, Sample
from grader.checks import Finding

__all__ = [
    "AWAY",
    "NIGHT",
    "SINGLE",
    "TAIL",
    "USUAL",
    "Day",
    "deafness",
    "in_time",
    "rang",
    "rings",
    "six_days",
]

USUAL, TAIL, AWAY = "a usual day", "a slow tail", "the bank is away"
COMES_AND_GOES, NIGHT, SINGLE = "it comes and goes", "a quiet night", "single bad minutes"
# The alarm is put at minute 0; something was measured before that, but for the night.
BEFORE, LENGTH = -5, 30
# It must ring within so many minutes of the first bad one, and not later than that after the last.
SOON = 5
MINUTE, DAY = 60, 86_400

_NAMESPACE = "AWS/States"
_ENDS = {"paid": "ExecutionsSucceeded", "refused": "ExecutionsFailed", "timed out": "ExecutionsTimedOut"}
# How many payments of a minute took how many milliseconds, and how they ended.
Minute = tuple[tuple[int, float, str], ...]


@dataclass(frozen=True)
class Day:
    """A day's name, what happens on it in words, its minutes (in those that are missing nobody pays), the bad ones of them."""

    name: str
    told: str
    minutes: Mapping[int, Minute]
    bad: tuple[int, ...] = ()


def six_days(rng: random.Random, slow: int) -> list[Day]:
    """Return the days, `slow` the milliseconds above which a payment is too slow."""
    first = rng.randint(9, 13)
    last = first + rng.randint(8, 12)
    usual: Minute = (
        (35, 0.75 * slow, "paid"),
        (3, 0.9 * slow, "paid"),
        (1, 1.6 * slow, "paid"),
        (2, 0.3 * slow, "refused"),
    )
    quick: Minute = ((38, 0.2 * slow, "paid"), (1, 0.1 * slow, "refused"))
    tail: Minute = ((36, 0.2 * slow, "paid"), (4, 1.5 * slow, "paid"))
    half: Minute = ((20, 0.5 * slow, "paid"), (20, 1.4 * slow, "paid"))
    lost: Minute = ((40, 2.0 * slow, "timed out"),)
    all_of_it = f"from minute {first} to {last - 1}"
    return [
        _day(
            USUAL,
            f"in each minute 1 payment of 41 takes {_seconds(1.6 * slow)}, and 2 are refused",
            usual,
            {},
        ),
        _day(
            TAIL,
            f"{all_of_it}, 4 payments of 40 take {_seconds(1.5 * slow)}",
            quick,
            dict.fromkeys(range(first, last), tail),
        ),
        _day(AWAY, f"{all_of_it}, all payments time out", quick, dict.fromkeys(range(first, last), lost)),
        _day(
            COMES_AND_GOES,
            f"in the minutes {first}, {first + 2}, ... {first + 8}, half of the payments take {_seconds(1.4 * slow)}",
            quick,
            dict.fromkeys(range(first, first + 9, 2), half),
        ),
        _night(first, slow),
        Day(
            SINGLE,
            f"in the minutes {first} and {first + 3}, all payments time out",
            dict.fromkeys(range(BEFORE, LENGTH), usual) | {first: lost, first + 3: lost},
        ),
    ]


def _day(name: str, told: str, usual: Minute, bad: Mapping[int, Minute]) -> Day:
    return Day(name, told, {**dict.fromkeys(range(BEFORE, LENGTH), usual), **bad}, tuple(bad))


def _night(first: int, slow: int) -> Day:
    quick: Minute = ((1, 0.4 * slow, "paid"),)
    long: Minute = ((1, 1.3 * slow, "paid"),)
    minutes = dict.fromkeys((1, first - 4, first + 5, LENGTH - 2), quick)
    told = f"6 payments in {LENGTH} minutes; those in minute {first} and {first + 11} take {_seconds(1.3 * slow)}"
    return Day(NIGHT, told, minutes | dict.fromkeys((first, first + 11), long))


def _seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.1f} s"


def rings(account: Any, asked: Mapping[str, Any], machine_arn: str, day: Day) -> list[int]:
    """Let an alarm, as PutMetricAlarm takes it, live through a day; return after how many minutes it went to ALARM.

    Raises what boto3 raises where the alarm is refused.
    """
    cloudwatch = account.client("cloudwatch")
    account.clock.sleep(DAY - account.clock.elapsed % DAY)
    begin = account.clock.now.timestamp()
    for minute, payments in sorted(day.minutes.items()):
        _happen(account.metrics, machine_arn, begin + MINUTE * minute, payments)
    cloudwatch.put_metric_alarm(**asked)
    account.clock.sleep(LENGTH * MINUTE)
    found = [round((at - begin) / MINUTE) for at in _alarms(account, begin)]
    cloudwatch.delete_alarms(AlarmNames=[asked["AlarmName"]])
    return found


def _happen(metrics: Any, machine_arn: str, begin: float, payments: Minute) -> None:
    """Put what Step Functions would put of executions that end in this minute."""

    def put(name: str, unit: str, many: int, value: float) -> None:
        metric = Metric(_NAMESPACE, name, (("StateMachineArn", machine_arn),))
        metrics.add(metric, Sample(begin + MINUTE / 2, unit, value, value, value * many, many))

    for many, milliseconds, end in payments:
        put("ExecutionsStarted", "Count", many, 1)
        put(_ENDS[end], "Count", many, 1)
        put("ExecutionTime", "Milliseconds", many, milliseconds)


def _alarms(account: Any, begin: float) -> list[float]:
    """Return the moments at which an alarm went to ALARM since then."""
    items = [each.shown() for each in account.alarms.history.kept(account.clock.now)]
    return [
        each["Timestamp"]
        for each in items
        if each["HistoryItemType"] == "StateUpdate"
        and each["Timestamp"] >= begin
        and json.loads(each["HistoryData"])["newState"]["stateValue"] == "ALARM"
    ]


def in_time(day: Day, found: list[int], deaf: str = "") -> Iterator[Finding]:
    """Find that an alarm that went to ALARM after so many minutes did not ring as it should on a bad day.

    `deaf` says why it cannot ring at all.
    """
    first = day.bad[0]
    if not found or not first < found[0] <= first + SOON:
        expected = f"it rings after minute {first} has begun, {SOON} minutes later at the latest"
        yield Finding(f"the day “{day.name}”", day.told, deaf or rang(found), expected)


def rang(found: list[int]) -> str:
    """Say when it rang."""
    if not found:
        return "it never rings"
    return f"it rings {', '.join(f'{each} min' for each in found)} after the beginning"


def deafness(asked: Mapping[str, Any], machine_arn: str) -> str:
    """Say that an alarm on a single metric watches one that the machine does not have; "" where it does not."""
    if "Metrics" in asked:
        return ""
    dimension = {"Name": "StateMachineArn", "Value": machine_arn}
    right = {
        "Namespace": asked.get("Namespace") == _NAMESPACE,
        "MetricName": asked.get("MetricName") in ("ExecutionTime", "ExecutionsStarted", *_ENDS.values()),
        "Dimensions": asked.get("Dimensions") == [dimension],
    }
    names = [f"{name} {asked.get(name)}" for name, is_known in right.items() if not is_known]
    return f"it never rings: nothing is measured under {', '.join(names)}" if names else ""
