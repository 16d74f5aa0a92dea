"""The metrics of executions, and of what their tasks call: CloudWatch's namespace AWS/States.

Not there: ExecutionThrottled (the lab throttles nobody), OpenExecutionCount, and the memory of an Express workflow other
than the billed one. What was started as a version or an alias counts once more for that.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from course.asl import Execution
from course.asl.engine import Observer

from .billing import BILLED_MB, billed_milliseconds
from .target import Target

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Metrics"]

NAMESPACE = "AWS/States"

_ENDS = {"SUCCEEDED": "Succeeded", "FAILED": "Failed", "TIMED_OUT": "TimedOut", "ABORTED": "Aborted"}

Dimensions = list[dict[str, str]]


class _Family(NamedTuple):
    """Events of one kind of task: how they begin, its metrics' name for one and for many, and their dimension."""

    prefix: str
    one: str
    many: str
    dimension: str


_FAMILIES = (
    _Family("Activity", "Activity", "Activities", "ActivityArn"),
    _Family("LambdaFunction", "LambdaFunction", "LambdaFunctions", "LambdaFunctionArn"),
    _Family("Task", "ServiceIntegration", "ServiceIntegrations", "ServiceIntegrationResourceArn"),
)
# From the end of an event's type to the metric's; to the spans of time that end with it, and the event each began with.
_STEPS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "Scheduled": ("Scheduled", ()),
    "Started": ("Started", (("ScheduleTime", "Scheduled"),)),
    "Succeeded": ("Succeeded", (("RunTime", "Started"), ("Time", "Scheduled"))),
    "Failed": ("Failed", (("RunTime", "Started"), ("Time", "Scheduled"))),
    "SubmitFailed": ("Failed", (("RunTime", "Started"), ("Time", "Scheduled"))),
    "TimedOut": ("TimedOut", (("RunTime", "Started"), ("Time", "Scheduled"))),
}
_MEASURED = {f"{family.prefix}{end}": (family, *step) for family in _FAMILIES for end, step in _STEPS.items()}


class Metrics(Observer):
    """Counts and times an execution and the children of its Map Runs; `target` is what it was started as."""

    def __init__(self, account: "Account", target: Target) -> None:
        self._account = account
        machine = {"Name": "StateMachineArn", "Value": target.machine.arn}
        self._machine = target.machine.arn
        self._places: list[Dimensions] = [[machine]]
        if target.version:
            self._places.append([machine, {"Name": "Version", "Value": str(target.version.number)}])
        if target.alias:
            self._places.append([machine, {"Name": "Alias", "Value": target.alias.name}])

    def began(self, execution: Execution) -> None:
        self._count(execution, "ExecutionsRedriven" if execution.redrive_count else "ExecutionsStarted")

    def ended(self, execution: Execution) -> None:
        end = _ENDS[execution.status]
        self._count(execution, f"Executions{end}")
        if execution.redrive_count:
            self._count(execution, f"RedrivenExecutions{end}")
        self._measure(execution, "ExecutionTime", self._since(execution.start_date), "Milliseconds")
        if execution.type == "EXPRESS":
            billed = billed_milliseconds(execution)
            self._measure(execution, "ExpressExecutionBilledDuration", billed, "Milliseconds")
            self._measure(execution, "ExpressExecutionBilledMemory", BILLED_MB, "Megabytes")

    def recorded(self, execution: Execution, event: dict[str, Any]) -> None:
        measured = _MEASURED.get(event["type"])
        if measured is None:
            return
        family, end, times = measured
        begun = {each["type"].removeprefix(family.prefix): each for each in _chain(execution, event)}
        dimensions = [{"Name": family.dimension, "Value": _resource(family, begun["Scheduled"])}]
        self._put(f"{family.many}{end}", 1, dimensions, "Count")
        for name, start in times:
            if start in begun:
                lasted = self._since(begun[start]["timestamp"])
                self._put(f"{family.one}{name}", lasted, dimensions, "Milliseconds")

    def _count(self, execution: Execution, name: str) -> None:
        self._measure(execution, name, 1, "Count")

    def _measure(self, execution: Execution, name: str, value: float, unit: str) -> None:
        arn = execution.identity.machine_arn
        child: list[Dimensions] = [[{"Name": "StateMachineArn", "Value": arn}]]
        for dimensions in self._places if arn == self._machine else child:
            self._put(name, value, dimensions, unit)

    def _since(self, moment: datetime) -> float:
        return round((self._account.clock.now - moment).total_seconds() * 1000, 3)

    def _put(self, name: str, value: float, dimensions: Dimensions, unit: str) -> None:
        self._account.metrics.put(NAMESPACE, name, value, dimensions, unit)


def _chain(execution: Execution, event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the events of one attempt of a task, back to the one that scheduled it."""
    while not event["type"].endswith("Scheduled"):
        event = execution.log.events[event["previousEventId"] - 1]
        yield event
    yield event


def _resource(family: _Family, scheduled: dict[str, Any]) -> str:
    details = scheduled[f"{family.prefix[0].lower()}{family.prefix[1:]}ScheduledEventDetails"]
    if family.one == "ServiceIntegration":
        return f"arn:aws:states:::{details['resourceType']}:{details['resource']}"
    return str(details["resource"])
