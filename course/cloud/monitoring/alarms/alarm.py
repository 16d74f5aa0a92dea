"""One alarm: how it was put, and its state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

__all__ = ["ACTIONS", "Alarm", "State", "queries_of"]

# The parameter that has the actions for each state.
ACTIONS = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}


@dataclass(frozen=True)
class State:
    """A state, why the alarm is in it (for people, and as data), and since when."""

    value: str
    reason: str
    data: Mapping[str, Any] | None
    since: datetime


@dataclass
class Alarm:
    """A metric alarm or, where `asked` has an AlarmRule, a composite one; `asked` is what it was put with.

    `changed` is when its state last became another one, `since` of the state when it was last set.
    """

    name: str
    arn: str
    asked: Mapping[str, Any]
    configured: datetime
    state: State
    changed: datetime
    enabled: bool = True
    queries: Sequence[Mapping[str, Any]] = field(default_factory=list)

    @property
    def is_composite(self) -> bool:
        """Whether it watches other alarms."""
        return "AlarmRule" in self.asked

    @property
    def periods(self) -> int:
        """How many periods are judged."""
        return int(self.asked["EvaluationPeriods"])

    @property
    def datapoints(self) -> int:
        """How many of them have to breach the threshold."""
        return int(self.asked.get("DatapointsToAlarm", self.periods))

    @property
    def missing(self) -> str:
        """How it takes missing data."""
        return str(self.asked.get("TreatMissingData", "missing"))

    def actions(self, state: str) -> list[str]:
        """Return the ARNs to tell when it comes into a state."""
        return list(dict.fromkeys(self.asked.get(ACTIONS[state], ())))


def queries_of(asked: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a metric alarm computes, as MetricDataQueries; exactly one of them returns data."""
    if "Metrics" in asked:
        return list(asked["Metrics"])
    stat = {
        "Metric": {
            "Namespace": asked["Namespace"],
            "MetricName": asked["MetricName"],
            "Dimensions": asked.get("Dimensions", []),
        },
        "Period": asked["Period"],
        "Stat": asked.get("Statistic") or asked["ExtendedStatistic"],
    }
    if "Unit" in asked:
        stat["Unit"] = asked["Unit"]
    return [{"Id": "m1", "MetricStat": stat, "ReturnData": True}]
