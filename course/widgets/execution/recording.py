"""What a stepper can show: an execution of the lab, one that the account knows by its ARN, or a recorded history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.asl import Execution, StateMachine, parse
from course.asl.distributed_map.map_run import MapRun

from .events import Event, read_events

__all__ = ["Recording", "recording_of"]

_ENDS = {
    "ExecutionSucceeded": "SUCCEEDED",
    "ExecutionFailed": "FAILED",
    "ExecutionTimedOut": "TIMED_OUT",
    "ExecutionAborted": "ABORTED",
}


@dataclass(frozen=True)
class Recording:
    """One execution up to now (`seconds` after it began): its machine, its events, its status and name, when it began, and its Map Runs.

    `execution` is what it was taken from, if that is one of the lab.
    """

    machine: StateMachine
    events: tuple[Event, ...]
    status: str
    seconds: float
    name: str = ""
    began: datetime | None = None
    map_runs: Sequence[MapRun] = ()
    execution: Execution | None = None

    def again(self) -> "Recording":
        """Return the same execution as it is now; this recording if it can have no more to tell."""
        return self if self.execution is None else _of_execution(self.execution, self.machine)


def recording_of(
    execution: Any, definition: StateMachine | Mapping[str, Any] | str | None = None
) -> Recording:
    """Return the recording of an `Execution`, of the execution with an ARN, or of a history with its definition.

    A history is what boto3's get_execution_history returns, or its `events` alone. An execution that is under way
    gives what has happened so far. Raises TypeError or ValueError; NoAccountError or the service's refusal for an ARN.
    """
    if isinstance(execution, str):
        return _of_arn(execution, definition)
    if isinstance(execution, Execution):
        return _of_execution(execution, definition)
    history = execution.get("events") if isinstance(execution, Mapping) else execution
    if not isinstance(history, Sequence):
        raise TypeError(f"an execution, its ARN, or its history, not {type(execution).__name__}")
    if definition is None:
        raise ValueError("a history alone does not say what its states are: give definition= as well")
    events = read_events(history)
    status = _ENDS.get(events[-1].type, "RUNNING")
    return Recording(_machine(definition, "STANDARD"), events, status, events[-1].seconds)


def _of_arn(arn: str, definition: Any) -> Recording:
    from course.cloud.running import current  # they load boto3, which a recorded history does without
    from course.cloud.state_machines.arns import parse as parse_arn

    run = current().state_machines.run(parse_arn(arn, "execution", "express"))
    # A child of a Map Run has a machine of its own: what the Map does for each item.
    known = definition if definition is not None or run.map_run else run.target.revision.definition
    return _of_execution(run.execution, known)


def _of_execution(execution: Execution, definition: Any) -> Recording:
    if not execution.history:
        raise ValueError("the execution has not begun yet; let time pass, and then look again")
    machine = _machine(execution.group.fields if definition is None else definition, execution.type)
    until = execution.stop_date or execution.clock.now
    return Recording(
        machine,
        read_events(execution.history),
        execution.status,
        (until - execution.start_date).total_seconds(),
        execution.identity.name,
        execution.start_date,
        execution.map_runs,
        execution,
    )


def _machine(definition: Any, type: Any) -> StateMachine:
    if isinstance(definition, StateMachine):
        return definition
    if isinstance(definition, str):
        return parse(definition, type=type)
    return StateMachine.of(dict(definition), type=type)
