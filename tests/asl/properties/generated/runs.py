"""Running generated machines, and what may come of it."""

from typing import Any

from course.asl import engine
from course.asl.machine import parse, to_text
from course.clock import Clock
from generated.handlers import NAMES, Planned

Plan = list[tuple[str, Any]]

OURS = frozenset(
    {
        "OrderRefused",
        *NAMES,
        "States.BranchFailed",
        "States.DataLimitExceeded",
        "States.ExceedToleratedFailureThreshold",
        "States.HeartbeatTimeout",
        "States.IntrinsicFailure",
        "States.ItemReaderFailed",
        "States.ParameterPathFailure",
        "States.QueryEvaluationError",
        "States.ReferencePathConflict",
        "States.ResultPathMatchFailure",
        "States.ResultWriterFailed",
        "States.Runtime",
    }
)
ENDS = {
    "SUCCEEDED": "ExecutionSucceeded",
    "FAILED": "ExecutionFailed",
    "TIMED_OUT": "ExecutionTimedOut",
}
# A child of a Map Run may be stopped by a failure beside it.
CHILD_ENDS = {**ENDS, "ABORTED": "ExecutionAborted"}
# Where a bug would show: the name of a Python exception.
CRASHES = (
    "Traceback",
    "TypeError",
    "KeyError",
    "AttributeError",
    "IndexError",
    "RecursionError",
    "ValueError",
)


def run(machine: dict[str, Any], type: str, input: Any, plan: Plan, seed: int = 0) -> engine.Execution:
    clock, callbacks = Clock(), engine.Callbacks()
    tasks = Planned(clock, plan, callbacks)
    parsed = parse(to_text(machine), type=type)
    return engine.run(parsed, input, tasks=tasks, clock=clock, callbacks=callbacks, seed=seed)
