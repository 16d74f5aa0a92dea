"""Alarms."""

from .draft import Draft, pick
from .permissions import let_invoke

__all__ = ["add"]

_FIELDS = (
    "AlarmActions",
    "AlarmDescription",
    "AlarmName",
    "ComparisonOperator",
    "DatapointsToAlarm",
    "Dimensions",
    "EvaluateLowSampleCountPercentile",
    "EvaluationPeriods",
    "ExtendedStatistic",
    "InsufficientDataActions",
    "MetricName",
    "Metrics",
    "Namespace",
    "OKActions",
    "Period",
    "Statistic",
    "Threshold",
    "ThresholdMetricId",
    "TreatMissingData",
    "Unit",
)
_ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")


def add(draft: Draft) -> None:
    """Add every alarm, those made of other alarms too."""
    kinds = ["MetricAlarm", "CompositeAlarm"]
    for each in draft.reader.every("cloudwatch", "describe_alarms", "MetricAlarms", AlarmTypes=kinds):
        properties = pick(each, *_FIELDS)
        if each.get("ActionsEnabled") is False:
            properties["ActionsEnabled"] = False
        logical = draft.logical(each["AlarmName"], "Alarm")
        draft.add(logical, "AWS::CloudWatch::Alarm", properties, {each["AlarmArn"]: "Arn"})
        for arn in (arn for field in _ACTIONS for arn in each.get(field) or ()):
            if arn.startswith("arn:aws:lambda:"):
                let_invoke(draft, arn, "lambda.alarms.cloudwatch.amazonaws.com", each["AlarmArn"])
    for each in draft.reader.every("cloudwatch", "describe_alarms", "CompositeAlarms", AlarmTypes=kinds):
        properties = pick(each, "AlarmDescription", "AlarmName", "AlarmRule", *_ACTIONS)
        logical = draft.logical(each["AlarmName"], "Alarm")
        # A rule names alarms, and so does not show whom it needs.
        depends = [
            known.logical
            for address, known in draft.known.items()
            if ":alarm:" in address and address.rpartition(":")[2] in each["AlarmRule"]
        ]
        draft.add(
            logical, "AWS::CloudWatch::CompositeAlarm", properties, {each["AlarmArn"]: "Arn"}, depends=depends
        )
