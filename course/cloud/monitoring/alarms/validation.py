"""What PutMetricAlarm refuses, and what the lab does not do of it.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
"""

from collections.abc import Mapping
from typing import Any

from course.cloud.monitoring.metrics.queries import check_queries
from course.cloud.monitoring.metrics.statistics import statistic
from course.cloud.monitoring.refused import RefusedError, not_done
from course.facts import value

from .alarm import ACTIONS
from .judging import COMPARISONS

__all__ = ["check_actions", "check_metric_alarm"]

_KNOWN = {
    *("AlarmName", "AlarmDescription", "ActionsEnabled", *ACTIONS.values(), "MetricName", "Namespace"),
    *("Statistic", "ExtendedStatistic", "Dimensions", "Period", "Unit", "EvaluationPeriods"),
    *("DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData", "Metrics", "Tags"),
    "EvaluateLowSampleCountPercentile",
}
_OF_ONE_METRIC = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Dimensions", "Period", "Unit")
_TREATMENTS = ("breaching", "notBreaching", "ignore", "missing")
_SERVICES = ("sns", "lambda")


def check_metric_alarm(asked: Mapping[str, Any]) -> None:
    """Raise RefusedError for an alarm that AWS refuses, or that the lab could not keep its word for."""
    for name in ("ComparisonOperator", "EvaluationPeriods"):
        if name not in asked:
            raise _wrong(f"The parameter {name} is required.")
    if "ThresholdMetricId" in asked or asked["ComparisonOperator"] not in COMPARISONS:
        raise not_done(
            "cloudwatch", "detect anomalies; an alarm needs a Threshold and one of " + ", ".join(COMPARISONS)
        )
    if unknown := asked.keys() - _KNOWN:
        raise not_done("cloudwatch", f"do anything with {', '.join(sorted(unknown))} of PutMetricAlarm")
    if asked.get("EvaluateLowSampleCountPercentile", "evaluate") != "evaluate":
        raise not_done("cloudwatch", "ignore percentiles of few samples; it evaluates them")
    if "Threshold" not in asked:
        raise _wrong("The parameter Threshold is required.")
    if asked.get("TreatMissingData", "missing") not in _TREATMENTS:
        raise _wrong(
            f"Option {asked['TreatMissingData']} is not supported. Supported options for parameter TreatMissingData are {', '.join(_TREATMENTS)}."
        )
    check_actions(asked)
    if "Metrics" in asked:
        _check_queries(asked)
    else:
        _check_metric(asked)
    _check_periods(asked)


def check_actions(asked: Mapping[str, Any]) -> None:
    """Raise RefusedError for actions that are too many, or that the lab does not take."""
    for name in ACTIONS.values():
        arns = asked.get(name, ())
        if len(arns) > (most := value("cloudwatch.alarm.actions")):
            raise _wrong(f"The collection {name} must not have a size greater than {most}.")
        for arn in arns:
            parts = arn.split(":")
            if len(parts) < 6 or parts[0] != "arn":
                raise _wrong(f"Invalid arn syntax: {arn}")
            if parts[2] not in _SERVICES:
                raise not_done("cloudwatch", f"act through {arn}; it has SNS topics and Lambda functions")


def _check_metric(asked: Mapping[str, Any]) -> None:
    if missing := [name for name in ("MetricName", "Namespace", "Period") if name not in asked]:
        raise _wrong(f"The parameter {missing[0]} is required.")
    if ("Statistic" in asked) == ("ExtendedStatistic" in asked):
        raise _wrong("Exactly one of the parameters Statistic and ExtendedStatistic has to be given.")
    name = "Statistic" if "Statistic" in asked else "ExtendedStatistic"
    statistic(asked[name], name)


def _check_queries(asked: Mapping[str, Any]) -> None:
    queries = asked["Metrics"]
    if given := [name for name in _OF_ONE_METRIC if name in asked]:
        raise RefusedError(
            "InvalidParameterCombination",
            f"The parameter {given[0]} cannot stand beside the parameter Metrics.",
        )
    check_queries(queries)
    if sum(bool(each.get("ReturnData", True)) for each in queries) != 1:
        raise _wrong("Exactly one of the Metrics must have ReturnData true.")
    if len({each["MetricStat"]["Period"] for each in queries if "MetricStat" in each}) != 1:
        raise not_done("cloudwatch", "watch metrics of several periods, or of none, in one alarm")


def _check_periods(asked: Mapping[str, Any]) -> None:
    periods, datapoints = asked["EvaluationPeriods"], asked.get("DatapointsToAlarm", 1)
    if "Metrics" in asked:
        period = next(each["MetricStat"]["Period"] for each in asked["Metrics"] if "MetricStat" in each)
    else:
        period = asked["Period"]
    if period not in {10, 20, 30} and (period < 60 or period % 60):
        raise _wrong("The parameter Period must be 10, 20, 30 or a multiple of 60.")
    if not 1 <= datapoints <= periods:
        raise _wrong("The parameter DatapointsToAlarm must be at least 1 and at most EvaluationPeriods.")
    most = value("cloudwatch.alarm.longest" if period >= 3600 else "cloudwatch.alarm.longest_short")
    if periods < 1 or period * periods > most:
        raise _wrong(
            f"Metrics cannot be checked across more than {most} seconds (EvaluationPeriods * Period must be <= {most})."
        )


def _wrong(message: str) -> RefusedError:
    return RefusedError("ValidationError", message)
