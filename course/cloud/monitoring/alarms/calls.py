"""The operations of CloudWatch on alarms."""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from course.cloud.monitoring.door import Operation
from course.cloud.monitoring.refused import RefusedError, not_done
from course.facts import value

from .alarm import ACTIONS, Alarm
from .documents import state_data
from .validation import check_actions, check_metric_alarm

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["OPERATIONS"]

_OF_COMPOSITES = {"AlarmName", "AlarmRule", "AlarmDescription", "ActionsEnabled", "Tags", *ACTIONS.values()}
_STATES = ("INSUFFICIENT_DATA", "ALARM", "OK")
_NOT_SHOWN = {"AlarmName", "ActionsEnabled", "Tags", *ACTIONS.values()}


def _put_metric_alarm(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    check_metric_alarm(asked)
    account.alarms.put_metric_alarm(asked)
    return {}


def _put_composite_alarm(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    if unknown := asked.keys() - _OF_COMPOSITES:
        raise not_done("cloudwatch", f"do anything with {', '.join(sorted(unknown))} of PutCompositeAlarm")
    check_actions(asked)
    account.alarms.put_composite_alarm(asked)
    return {}


def _delete_alarms(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    account.alarms.delete(asked["AlarmNames"])
    return {}


def _set_alarm_state(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    state = asked["StateValue"]
    if state not in _STATES:
        raise RefusedError(
            "ValidationError",
            f"1 validation error detected: Value '{state}' at 'stateValue' failed to satisfy constraint: "
            f"Member must satisfy enum value set: [{', '.join(_STATES)}]",
        )
    try:
        about = json.loads(asked["StateReasonData"]) if asked.get("StateReasonData") else None
    except ValueError:
        raise RefusedError("InvalidFormat", "StateReasonData is not valid JSON.") from None
    account.alarms.set_state(asked["AlarmName"], state, asked["StateReason"], about)
    return {}


def _switch(*, on: bool) -> Operation:
    def switch(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
        for name in asked["AlarmNames"]:
            if name in account.alarms.alarms:
                account.alarms.alarms[name].enabled = on
        return {}

    return switch


def _describe_alarms(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    alarms, tests = account.alarms, _tests(account, asked)
    kinds = asked.get("AlarmTypes", ["MetricAlarm"])
    found = [
        alarm
        for _, alarm in sorted(alarms.alarms.items())
        if ("CompositeAlarm" if alarm.is_composite else "MetricAlarm") in kinds
        and all(test(alarm) for test in tests)
    ]
    page, more = _page(found, asked)
    return {
        "MetricAlarms": [_shown(each) for each in page if not each.is_composite],
        "CompositeAlarms": [_shown(each) for each in page if each.is_composite],
        **more,
    }


def _tests(account: "Account", asked: dict[str, Any]) -> list[Callable[[Alarm], bool]]:
    alarms = account.alarms
    tests: dict[str, Callable[[Any], Callable[[Alarm], bool]]] = {
        "AlarmNames": lambda names: lambda alarm: alarm.name in names,
        "AlarmNamePrefix": lambda prefix: lambda alarm: alarm.name.startswith(prefix),
        "StateValue": lambda state: lambda alarm: alarm.state.value == state,
        "ActionPrefix": lambda prefix: (
            lambda alarm: any(
                arn.startswith(prefix) for name in ACTIONS.values() for arn in alarm.asked.get(name, ())
            )
        ),
        "ChildrenOfAlarmName": lambda name: lambda alarm: alarm.name in alarms.children(name),
        "ParentsOfAlarmName": lambda name: lambda alarm: name in alarms.children(alarm.name),
    }
    return [tests[name](wish) for name, wish in asked.items() if name in tests and wish]


def _describe_for_metric(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    wanted = {name: wish for name, wish in asked.items() if wish}
    found = [
        alarm
        for alarm in account.alarms.alarms.values()
        if not alarm.is_composite and all(alarm.asked.get(name, []) == wish for name, wish in wanted.items())
    ]
    return {"MetricAlarms": [_shown(each) for each in found]}


def _describe_history(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    if "AlarmContributorId" in asked:
        raise not_done("cloudwatch", "know contributors of an alarm")
    kinds = asked.get("AlarmTypes", ["MetricAlarm", "CompositeAlarm"])
    found = [
        shown
        for shown in (item.shown() for item in account.alarms.history.kept(account.clock.now))
        if asked.get("AlarmName", shown["AlarmName"]) == shown["AlarmName"]
        and shown["AlarmType"] in kinds
        and asked.get("HistoryItemType", shown["HistoryItemType"]) == shown["HistoryItemType"]
        and asked.get("StartDate", 0) <= shown["Timestamp"] <= asked.get("EndDate", float("inf"))
    ]
    if asked.get("ScanBy", "TimestampDescending") == "TimestampDescending":
        found.reverse()
    page, more = _page(found, asked)
    return {"AlarmHistoryItems": page, **more}


def _page(found: list[Any], asked: dict[str, Any]) -> tuple[list[Any], dict[str, str]]:
    first = int(asked.get("NextToken") or 0)
    most = asked.get("MaxRecords", value("cloudwatch.alarm.history_page"))
    more = {"NextToken": str(first + most)} if first + most < len(found) else {}
    return found[first : first + most], more


def _shown(alarm: Alarm) -> dict[str, Any]:
    state = alarm.state
    found = {name: wish for name, wish in alarm.asked.items() if name not in _NOT_SHOWN}
    found |= {
        "AlarmName": alarm.name,
        "AlarmArn": alarm.arn,
        "AlarmConfigurationUpdatedTimestamp": alarm.configured.timestamp(),
        "ActionsEnabled": alarm.enabled,
        **{name: list(alarm.asked.get(name, ())) for name in ACTIONS.values()},
        "StateValue": state.value,
        "StateReason": state.reason,
        "StateUpdatedTimestamp": state.since.timestamp(),
        "StateTransitionedTimestamp": alarm.changed.timestamp(),
    }
    if not alarm.is_composite and "Metrics" not in found:
        found.setdefault("Dimensions", [])
    if state.data is not None:
        found["StateReasonData"] = state_data(state)
    return found


def _tag(account: "Account", asked: dict[str, Any]) -> dict[str, Any] | None:
    if not _is_ours(account, asked["ResourceARN"]):
        return None
    tags = account.alarms.tags.setdefault(asked["ResourceARN"], {})
    tags.update({each["Key"]: each["Value"] for each in asked["Tags"]})
    return {}


def _untag(account: "Account", asked: dict[str, Any]) -> dict[str, Any] | None:
    if not _is_ours(account, asked["ResourceARN"]):
        return None
    for key in asked["TagKeys"]:
        account.alarms.tags.get(asked["ResourceARN"], {}).pop(key, None)
    return {}


def _list_tags(account: "Account", asked: dict[str, Any]) -> dict[str, Any] | None:
    if not _is_ours(account, asked["ResourceARN"]):
        return None
    tags = account.alarms.tags.get(asked["ResourceARN"], {})
    return {"Tags": [{"Key": key, "Value": text} for key, text in tags.items()]}


def _is_ours(account: "Account", arn: str) -> bool:
    return arn in _arns(account.alarms.alarms.values())


def _arns(alarms: Iterable[Alarm]) -> set[str]:
    return {alarm.arn for alarm in alarms}


OPERATIONS: dict[str, Operation] = {
    "DeleteAlarms": _delete_alarms,
    "DescribeAlarmHistory": _describe_history,
    "DescribeAlarms": _describe_alarms,
    "DescribeAlarmsForMetric": _describe_for_metric,
    "DisableAlarmActions": _switch(on=False),
    "EnableAlarmActions": _switch(on=True),
    "ListTagsForResource": _list_tags,
    "PutCompositeAlarm": _put_composite_alarm,
    "PutMetricAlarm": _put_metric_alarm,
    "SetAlarmState": _set_alarm_state,
    "TagResource": _tag,
    "UntagResource": _untag,
}
