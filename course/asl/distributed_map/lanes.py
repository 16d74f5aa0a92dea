"""Child executions running side by side, in as many lanes as MaxConcurrency allows."""

from collections.abc import Callable
from typing import Any

from course.asl.engine.flow import Flow
from course.asl.engine.limits import checked

from .failure import threshold_exceeded
from .limits import CONCURRENCY
from .map_run import Child, MapRun

__all__ = ["run_children", "stop_children"]

# Makes the execution of a child, without starting it.
Make = Callable[[Child], Any]


def run_children(flow: Flow, run: MapRun, state: str, make: Make) -> None:
    """Run all children that have not succeeded yet; each lane takes the next one when its last has ended.

    Raises StatesError as soon as more has failed than the run tolerates, and stops the rest.
    """
    waiting = [child for child in run.children if child.status != "SUCCEEDED"]
    queue = iter(waiting)
    total, failed = sum(child.items for child in run.children), 0

    def lane() -> None:
        nonlocal failed
        for child in queue:
            _run(child, state, make)
            if child.status != "SUCCEEDED":
                failed += child.items
                if run.tolerance.exceeded(failed, total):
                    raise threshold_exceeded()

    try:
        flow.together([lane] * min(run.concurrency or CONCURRENCY, CONCURRENCY, len(waiting)))
    except Exception:
        flow.stop_tasks()
        stop_children(run)
        raise


def stop_children(run: MapRun) -> None:
    """Abort every child that is under way."""
    for child in run.children:
        if child.status == "RUNNING":
            child.execution.stop()
            child.settle()


def _run(child: Child, state: str, make: Make) -> None:
    """Run a child, anew unless it can go on where it failed: an Express execution never can."""
    child.awaits_redrive = False
    if child.execution is None or child.execution.type == "EXPRESS":
        execution = make(child)
        checked(execution.input_text, state)
        child.execution = execution.start()
    elif child.execution.not_redrivable:
        return
    else:
        child.execution.redrive()
    child.status = "RUNNING"
    try:
        child.execution.wait()
    finally:
        child.settle()
