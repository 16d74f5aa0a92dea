"""PutMetricData.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
"""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from course.cloud.monitoring.refused import RefusedError, not_done
from course.facts import value

from .series import Sample, metric_of

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["put_metric_data"]

_STATISTICS = ("SampleCount", "Sum", "Minimum", "Maximum")


def put_metric_data(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    """Add the data of a request: all of it, or nothing where something is wrong with it."""
    if unknown := asked.keys() - {"Namespace", "MetricData"}:
        raise not_done("cloudwatch", f"do anything with {', '.join(sorted(unknown))} of PutMetricData")
    now = account.clock.now.timestamp()
    read = [
        (metric_of(asked["Namespace"], each["MetricName"], each.get("Dimensions", ())), sample)
        for number, each in enumerate(asked.get("MetricData", ()), 1)
        for sample in _samples(each, number, now)
    ]
    for metric, sample in read:
        account.metrics.add(metric, sample)
    return {}


def _samples(datum: Mapping[str, Any], number: int, now: float) -> Iterator[Sample]:
    at = float(datum.get("Timestamp", now))
    _check(datum, number, at - now)
    unit = datum.get("Unit", "None")
    if found := datum.get("StatisticValues"):
        count, total, least, most = (float(found[name]) for name in _STATISTICS)
        yield Sample(at, unit, least, most, total, count)
    elif values := datum.get("Values"):
        for each, count in zip(values, datum.get("Counts") or [1] * len(values), strict=True):
            yield Sample(at, unit, each, each, each * count, count)
    else:
        one = float(datum["Value"])
        yield Sample(at, unit, one, one, one, 1)


def _check(datum: Mapping[str, Any], number: int, ahead: float) -> None:
    """Raise RefusedError for a datum (the `number`th, its moment so many seconds ahead of now) that AWS refuses."""
    name = f"MetricData.member.{number}"
    given = [key for key in ("Value", "Values", "StatisticValues") if key in datum]
    if len(given) > 1:
        text = " and ".join(f"{name}.{key}" for key in given)
        raise RefusedError(
            "InvalidParameterCombination",
            f"The parameters {text} are mutually exclusive and you have specified both.",
        )
    if not given:
        raise RefusedError(
            "MissingParameter", f"At least one of the parameters {name}.Value must be specified."
        )
    values, counts = datum.get("Values", []), datum.get("Counts")
    if counts and len(counts) != len(values):
        raise _invalid(f"The parameters {name}.Values and {name}.Counts must be of the same size.")
    for each in [*values, datum.get("Value", 0)]:
        if not math.isfinite(float(each)):
            raise _invalid(f"The value {each} for parameter {name}.Value is invalid.")
    if len(datum.get("Dimensions", ())) > value("cloudwatch.dimensions"):
        raise _invalid(
            f"The collection {name}.Dimensions must not have a size greater than {value('cloudwatch.dimensions')}."
        )
    if not -value("cloudwatch.past") <= ahead <= value("cloudwatch.future"):
        raise _invalid(
            f"The parameter {name}.Timestamp must specify a time within the past two weeks and no more than two hours in the future."
        )


def _invalid(message: str) -> RefusedError:
    return RefusedError("InvalidParameterValue", message)
