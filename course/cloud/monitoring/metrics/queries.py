"""MetricDataQueries: metrics and expressions over them, as GetMetricData and alarms have them.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from course.cloud.monitoring.refused import RefusedError, not_done
from course.facts import value

from .math_expression import Points, evaluate, ids
from .reading import check_period, span
from .series import Metric, metric_of
from .statistics import statistic
from .windows import over

if TYPE_CHECKING:
    from course.cloud.account import Account

    from .store import Metrics

__all__ = ["Query", "answer_queries", "check_queries", "get_metric_data", "metrics_of", "period_of"]

Query = Mapping[str, Any]


def get_metric_data(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    """Answer with the series of each query; the latest comes first unless the request says otherwise."""
    queries: Sequence[Query] = asked["MetricDataQueries"]
    if len(queries) > (most := value("cloudwatch.queries")):
        raise RefusedError(
            "ValidationError", f"The collection MetricDataQueries must not have a size greater than {most}."
        )
    if unknown := asked.keys() - {"MetricDataQueries", "StartTime", "EndTime", "ScanBy"}:
        raise not_done("cloudwatch", f"do anything with {', '.join(sorted(unknown))} of GetMetricData")
    check_queries(queries)
    start, end = span(asked, min((period_of([each]) for each in queries if "MetricStat" in each), default=60))
    _check_size(queries, end - start)
    latest_first = asked.get("ScanBy", "TimestampDescending") == "TimestampDescending"
    results = answer_queries(account.metrics, queries, start, end)
    return {
        "MetricDataResults": [
            _shown(each, sorted(results[each["Id"]].items(), reverse=latest_first))
            for each in queries
            if each.get("ReturnData", True)
        ],
        "Messages": [],
    }


def answer_queries(
    metrics: "Metrics", queries: Iterable[Query], start: float, end: float
) -> dict[str, Points]:
    """Return the series of each query by its id. Raises RefusedError."""
    queries = list(queries)
    found: dict[str, Points] = {
        each["Id"]: _measured(metrics, each["MetricStat"], start, end)
        for each in queries
        if "MetricStat" in each
    }
    waiting = [each for each in queries if "Expression" in each]
    measured = dict(found)
    while waiting:
        ready = next((each for each in waiting if ids(each["Expression"]) <= found.keys()), None)
        if ready is None:
            raise RefusedError(
                "ValidationError",
                f"Error in expression '{waiting[0]['Id']}': it reads an id that is not there.",
            )
        waiting.remove(ready)
        known = measured if "METRICS()" in ready["Expression"] else found
        found[ready["Id"]] = evaluate(ready["Expression"], known)
    return found


def check_queries(queries: Sequence[Query]) -> None:
    """Raise RefusedError for queries that AWS refuses, or the lab does not know."""
    named: set[str] = set()
    for number, each in enumerate(queries, 1):
        if each["Id"] in named:
            raise RefusedError(
                "ValidationError",
                f"The values for parameter id in MetricDataQueries are not unique: {each['Id']}.",
            )
        named.add(each["Id"])
        if ("MetricStat" in each) == ("Expression" in each):
            raise RefusedError(
                "ValidationError",
                f"The parameter MetricDataQueries.member.{number} must have either MetricStat or Expression.",
            )
        if each.get("AccountId"):
            raise not_done("cloudwatch", "read metrics of another account")
        if "Expression" in each:
            ids(each["Expression"])
        else:
            check_period(each["MetricStat"]["Period"])
            statistic(each["MetricStat"]["Stat"])


def metrics_of(queries: Iterable[Query]) -> list[Metric]:
    """Return the metrics that queries read."""
    return [_metric(each["MetricStat"]) for each in queries if "MetricStat" in each]


def period_of(queries: Iterable[Query]) -> int:
    """Return the longest period of queries, in seconds."""
    return max((int(each["MetricStat"]["Period"]) for each in queries if "MetricStat" in each), default=60)


def _measured(metrics: "Metrics", asked: Mapping[str, Any], start: float, end: float) -> Points:
    way, unit = statistic(asked["Stat"]), asked.get("Unit")
    found: Points = {}
    for point in over(metrics.series(_metric(asked)), start, end, asked["Period"]):
        samples = [each for each in point.samples if unit in {None, each.unit}]
        if samples and (result := way(samples)) is not None:
            found[point.at] = result
    return found


def _metric(asked: Mapping[str, Any]) -> Metric:
    metric = asked["Metric"]
    return metric_of(metric["Namespace"], metric["MetricName"], metric.get("Dimensions", ()))


def _shown(query: Query, points: list[tuple[float, float]]) -> dict[str, Any]:
    name = query["MetricStat"]["Metric"]["MetricName"] if "MetricStat" in query else query["Id"]
    return {
        "Id": query["Id"],
        "Label": query.get("Label") or name,
        "Timestamps": [at for at, _ in points],
        "Values": [each for _, each in points],
        "StatusCode": "Complete",
    }


def _check_size(queries: Iterable[Query], seconds: float) -> None:
    points = sum(
        math.ceil(seconds / each["MetricStat"]["Period"]) for each in queries if "MetricStat" in each
    )
    if points > (most := value("cloudwatch.query_datapoints")):
        raise RefusedError(
            "ValidationError",
            f"You have requested up to {points:,} datapoints, which exceeds the limit of {most:,}.",
        )
