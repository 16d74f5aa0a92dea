"""What an alarm tells when its state changes: the event, a function's input, a topic's message.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
"""

import json
from collections.abc import Mapping
from typing import Any

from .alarm import ACTIONS, Alarm, State
from .reasons import stamp

__all__ = ["change", "for_function", "message", "state_data"]

_REGIONS = {"us-east-1": "US East (N. Virginia)"}


def change(alarm: Alarm, before: State) -> dict[str, Any]:
    """Return the detail of the event CloudWatch Alarm State Change."""
    return {
        "alarmName": alarm.name,
        "state": _state(alarm.state),
        "previousState": _state(before),
        "configuration": _configuration(alarm),
    }


def for_function(alarm: Alarm, before: State, account: str, region: str) -> dict[str, Any]:
    """Return the event for a function that is an alarm's action."""
    return {
        "source": "aws.cloudwatch",
        "alarmArn": alarm.arn,
        "accountId": account,
        "time": stamp(alarm.state.since),
        "region": region,
        "alarmData": change(alarm, before),
    }


def message(alarm: Alarm, before: State, account: str, region: str) -> dict[str, Any]:
    """Return the message for a topic."""
    asked = alarm.asked
    found = {
        "AlarmName": alarm.name,
        "AlarmDescription": asked.get("AlarmDescription"),
        "AWSAccountId": account,
        "NewStateValue": alarm.state.value,
        "NewStateReason": alarm.state.reason,
        "StateChangeTime": stamp(alarm.state.since),
        "Region": _REGIONS.get(region, region),
        "AlarmArn": alarm.arn,
        "OldStateValue": before.value,
        **{name: list(asked.get(name, ())) for name in ACTIONS.values()},
    }
    if alarm.is_composite:
        return found | {"AlarmRule": asked["AlarmRule"]}
    return found | {"AlarmConfigurationUpdatedTimestamp": stamp(alarm.configured), "Trigger": _trigger(asked)}


def state_data(state: State) -> str:
    """Return the StateReasonData as its text."""
    return json.dumps(state.data) if state.data is not None else ""


def _state(state: State) -> dict[str, Any]:
    found = {"value": state.value, "reason": state.reason}
    if state.data is not None:
        found["reasonData"] = state_data(state)
    return found | {"timestamp": stamp(state.since)}


def _configuration(alarm: Alarm) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if text := alarm.asked.get("AlarmDescription"):
        found["description"] = text
    if alarm.is_composite:
        return found | {"alarmRule": alarm.asked["AlarmRule"]}
    return found | {"metrics": [_query(each) for each in alarm.queries]}


def _query(query: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": query["Id"], "returnData": query.get("ReturnData", True)}
    if "Expression" in query:
        return found | {"expression": query["Expression"]}
    stat = query["MetricStat"]
    dimensions = {each["Name"]: each["Value"] for each in stat["Metric"].get("Dimensions", ())}
    metric = {"namespace": stat["Metric"]["Namespace"], "name": stat["Metric"]["MetricName"]}
    shown = {"metric": {**metric, "dimensions": dimensions}, "period": stat["Period"], "stat": stat["Stat"]}
    return found | {"metricStat": shown}


def _trigger(asked: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "Period": asked.get("Period"),
        "EvaluationPeriods": asked["EvaluationPeriods"],
        "DatapointsToAlarm": asked.get("DatapointsToAlarm", asked["EvaluationPeriods"]),
        "ComparisonOperator": asked["ComparisonOperator"],
        "Threshold": float(asked["Threshold"]),
        "TreatMissingData": asked.get("TreatMissingData", "missing"),
        "EvaluateLowSampleCountPercentile": "",
    }
    if "Metrics" in asked:
        return found | {"Metrics": asked["Metrics"]}
    simple = "Statistic" in asked
    return {
        "MetricName": asked["MetricName"],
        "Namespace": asked["Namespace"],
        "StatisticType": "Statistic" if simple else "ExtendedStatistic",
        **(
            {"Statistic": asked["Statistic"].upper()}
            if simple
            else {"ExtendedStatistic": asked["ExtendedStatistic"]}
        ),
        "Unit": asked.get("Unit"),
        "Dimensions": [
            {"value": each["Value"], "name": each["Name"]} for each in asked.get("Dimensions", ())
        ],
        **found,
    }
