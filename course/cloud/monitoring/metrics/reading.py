"""GetMetricStatistics and ListMetrics.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from course.cloud.monitoring.refused import RefusedError, not_done
from course.facts import value

from .series import Metric, Series, metric_of
from .statistics import is_percentile, statistic
from .windows import over

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["check_period", "get_metric_statistics", "list_metrics", "span"]


def get_metric_statistics(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    """Answer with a datapoint for each period that has data, and for each unit of it."""
    simple, extended = asked.get("Statistics", []), asked.get("ExtendedStatistics", [])
    if not simple and not extended:
        raise RefusedError(
            "InvalidParameterCombination", "Must specify either Statistics or ExtendedStatistics"
        )
    period = check_period(asked["Period"])
    start, end = span(asked, period)
    points = math.ceil((end - start) / period)
    if points > (most := value("cloudwatch.datapoints")):
        raise RefusedError(
            "InvalidParameterCombination",
            f"You have requested up to {points:,} datapoints, which exceeds the limit of {most:,}. "
            "You may reduce the datapoints requested by increasing Period, or decreasing the time range.",
        )
    ways = {name: statistic(name, "Statistics") for name in simple} | {
        name: statistic(name, "ExtendedStatistics") for name in extended
    }
    metric = metric_of(asked["Namespace"], asked["MetricName"], asked.get("Dimensions", ()))
    found = []
    for point in over(account.metrics.series(metric), start, end, period):
        for unit in dict.fromkeys(sample.unit for sample in point.samples):
            if asked.get("Unit", unit) != unit:
                continue
            samples = [sample for sample in point.samples if sample.unit == unit]
            shown: dict[str, Any] = {"Timestamp": point.at, "Unit": unit}
            for name, way in ways.items():
                result = way(samples)
                if is_percentile(name):
                    if result is not None:
                        shown.setdefault("ExtendedStatistics", {})[name] = result
                else:
                    shown[name] = result
            found.append(shown)
    return {"Label": asked["MetricName"], "Datapoints": found}


def check_period(period: int) -> int:
    """Return a period that AWS takes. Raises RefusedError."""
    if period not in {1, 5, 10, 20, 30} and (period < 60 or period % 60):
        raise RefusedError(
            "InvalidParameterValue", "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60."
        )
    return period


def span(asked: dict[str, Any], period: int) -> tuple[float, float]:
    """Return the time that was asked about; its beginning rounds down to a minute, or to a short period.

    Raises RefusedError.
    """
    start, end = float(asked["StartTime"]), float(asked["EndTime"])
    if start >= end:
        raise RefusedError(
            "InvalidParameterValue", "The parameter StartTime must be less than the parameter EndTime."
        )
    grain = min(period, 60)
    return start // grain * grain, end


def list_metrics(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    """Answer with the metrics that fit, a page of them."""
    if unknown := asked.keys() - {"Namespace", "MetricName", "Dimensions", "NextToken", "RecentlyActive"}:
        raise not_done("cloudwatch", f"list metrics by {', '.join(sorted(unknown))}")
    found = [metric for metric in account.metrics.all() if _fits(account, metric, asked)]
    first, most = int(asked.get("NextToken") or 0), value("cloudwatch.list_page")
    answer: dict[str, Any] = {"Metrics": [_shown(metric) for metric in found[first : first + most]]}
    if first + most < len(found):
        answer["NextToken"] = str(first + most)
    return answer


def _fits(account: "Account", metric: Metric, asked: dict[str, Any]) -> bool:
    if asked.get("Namespace", metric.namespace) != metric.namespace:
        return False
    if asked.get("MetricName", metric.name) != metric.name:
        return False
    has = dict(metric.dimensions)
    wanted = asked.get("Dimensions", ())
    if any(
        one["Name"] not in has or one.get("Value", has[one["Name"]]) != has[one["Name"]] for one in wanted
    ):
        return False
    if asked.get("RecentlyActive"):
        return _is_recent(account.metrics.series(metric), account.clock.now.timestamp())
    return True


def _is_recent(series: Series | None, now: float) -> bool:
    return series is not None and series.first_from(now - value("cloudwatch.recently") * 3600) is not None


def _shown(metric: Metric) -> dict[str, Any]:
    return {
        "Namespace": metric.namespace,
        "MetricName": metric.name,
        "Dimensions": list(dimensions_of(metric)),
    }


def dimensions_of(metric: Metric) -> Iterator[dict[str, str]]:
    """Yield the dimensions as AWS lists them."""
    yield from ({"Name": name, "Value": text} for name, text in metric.dimensions)
