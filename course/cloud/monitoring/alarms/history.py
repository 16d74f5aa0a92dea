"""What became of the alarms of an account: how they were put, their changes of state, their actions.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from course.facts import value

from .alarm import Alarm, State
from .documents import state_data

__all__ = ["History", "Item", "action_taken", "configured", "state_changed"]

_TYPES = {"created": "Create", "updated": "Update", "deleted": "Delete"}


@dataclass(frozen=True)
class Item:
    """One thing that happened to an alarm. `kind` is ConfigurationUpdate, StateUpdate or Action."""

    alarm: str
    is_composite: bool
    at: datetime
    kind: str
    summary: str
    data: Mapping[str, Any]

    def shown(self) -> dict[str, Any]:
        """Return it as DescribeAlarmHistory does."""
        return {
            "AlarmName": self.alarm,
            "AlarmType": "CompositeAlarm" if self.is_composite else "MetricAlarm",
            "Timestamp": self.at.timestamp(),
            "HistoryItemType": self.kind,
            "HistorySummary": self.summary,
            "HistoryData": json.dumps(self.data),
        }


class History:
    """The items of all alarms, those that were deleted included, as long as AWS keeps them."""

    def __init__(self) -> None:
        self._items: list[Item] = []

    def add(self, item: Item) -> None:
        """Add what happened just now."""
        self._items.append(item)

    def kept(self, now: datetime) -> Iterator[Item]:
        """Yield the items, the oldest first."""
        oldest = now - timedelta(days=value("cloudwatch.alarm.history"))
        return (item for item in self._items if item.at >= oldest)


def configured(alarm: Alarm, at: datetime, what: str) -> Item:
    """Return the item of an alarm that was created, updated or deleted."""
    data = {"version": "1.0", "type": _TYPES[what], f"{what}Alarm": dict(alarm.asked)}
    return Item(
        alarm.name, alarm.is_composite, at, "ConfigurationUpdate", f'Alarm "{alarm.name}" {what}', data
    )


def state_changed(alarm: Alarm, at: datetime, before: State) -> Item:
    """Return the item of a change of state."""
    summary = f"Alarm updated from {before.value} to {alarm.state.value}"
    data = {"version": "1.0", "oldState": _state(before), "newState": _state(alarm.state)}
    return Item(alarm.name, alarm.is_composite, at, "StateUpdate", summary, data)


def action_taken(alarm: Alarm, at: datetime, arn: str, trouble: str) -> Item:
    """Return the item of an action; `trouble` is why it failed, "" where it did not."""
    summary = (
        f"Failed to execute action {arn}. Received error: {trouble}"
        if trouble
        else f"Successfully executed action {arn}"
    )
    data = {
        "version": "1.0",
        "actionState": "Failed" if trouble else "Succeeded",
        "notificationResource": arn,
    }
    return Item(
        alarm.name, alarm.is_composite, at, "Action", summary, data | ({"error": trouble} if trouble else {})
    )


def _state(state: State) -> dict[str, Any]:
    found = {"stateValue": state.value, "stateReason": state.reason}
    return found | ({"stateReasonData": state_data(state)} if state.data is not None else {})
