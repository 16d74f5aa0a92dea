"""An execution as the service knows it: the engine's own, and what it was started from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.asl import Execution
from course.asl.distributed_map.map_run import Child, MapRun
from course.asl.engine import describe
from course.facts import value

from .target import Target

__all__ = ["ChildRun", "Run"]

RETENTION: int = value("states.retention") * 24 * 3600


@dataclass(eq=False)
class Run:
    """One execution. `map_run` is the Map Run that it is a child of, or None; `token` its last redrive's clientToken."""

    execution: Execution
    target: Target
    trace_header: str | None = None
    map_run: MapRun | None = None
    token: str | None = None

    @property
    def arn(self) -> str:
        """Its ARN."""
        return self.execution.identity.arn

    @property
    def name(self) -> str:
        """Its name."""
        return self.execution.identity.name

    @property
    def status(self) -> str:
        """Its status."""
        return self.execution.status

    @property
    def redrives(self) -> int:
        """How often it was redriven."""
        return self.execution.redrive_count

    def is_kept(self, now: datetime) -> bool:
        """Tell whether the service still knows it: one that is over is forgotten after a time."""
        stopped = self.execution.stop_date
        return stopped is None or (now - stopped).total_seconds() <= RETENTION

    def map_runs(self) -> "Iterator[tuple[Run, MapRun]]":
        """Yield its Map Runs and those of the executions in them, each with the execution that it belongs to."""
        for map_run in self.execution.map_runs:
            yield self, map_run
            for child in map_run.children:
                # One that is folded away has no Map Run of its own.
                if child.live is not None and child.live.map_runs:
                    yield from self.of(map_run, child).map_runs()

    def children(self, map_run: MapRun) -> "list[ChildRun]":
        """Return the executions of one of its Map Runs that have begun."""
        return [ChildRun(map_run, child) for child in map_run.children if child.status != "PENDING"]

    def of(self, map_run: MapRun, child: Child) -> "Run":
        """Return a child of one of its Map Runs as an execution."""
        return Run(child.execution, self.target, map_run=map_run)

    def described(self) -> dict[str, Any]:
        """Return what DescribeExecution answers."""
        about = describe(self.execution)
        about["traceHeader"] = self.trace_header
        if self.map_run:
            about["mapRunArn"] = self.map_run.arn
        return {**about, **self.qualified()}

    def listed(self) -> dict[str, Any]:
        """Return its entry in a list."""
        return {**_entry(self.execution), **self.qualified()}

    def qualified(self) -> dict[str, str]:
        """Return the ARNs of the version and the alias that it was started by."""
        version, alias = self.target.version, self.target.alias
        found = {}
        if version and not self.map_run:
            found["stateMachineVersionArn"] = version.arn
        if alias and not self.map_run:
            found["stateMachineAliasArn"] = alias.arn
        return found


@dataclass(frozen=True, slots=True)
class ChildRun:
    """An execution of a Map Run as a list shows it; it is not unfolded for that."""

    map_run: MapRun
    child: Child

    @property
    def status(self) -> str:
        """Its status; PENDING_REDRIVE while it waits for its turn in a redrive under way."""
        return "PENDING_REDRIVE" if self.child.awaits_redrive else self.child.status

    @property
    def redrives(self) -> int:
        """How often it was redriven."""
        live = self.child.live
        return self.child.redrives if live is None else live.redrive_count

    def is_kept(self, now: datetime) -> bool:
        """Tell whether the service still knows it."""
        stopped = self.child.stopped
        return stopped is None or (now - stopped).total_seconds() <= RETENTION

    def listed(self) -> dict[str, Any]:
        """Return its entry in a list."""
        child = self.child
        about = {
            "executionArn": child.arn,
            "stateMachineArn": self.map_run.names.machine_arn,
            "name": child.name,
            "startDate": child.started,
            "stopDate": child.stopped,
            "redriveCount": child.redrives,
            "redriveDate": child.redriven,
        }
        return {
            **(about if child.live is None else _entry(child.live)),
            "status": self.status,
            "mapRunArn": self.map_run.arn,
            "itemCount": child.items,
        }


def _entry(execution: Execution) -> dict[str, Any]:
    return {
        "executionArn": execution.identity.arn,
        "stateMachineArn": execution.identity.machine_arn,
        "name": execution.identity.name,
        "status": execution.status,
        "startDate": execution.start_date,
        "stopDate": execution.stop_date,
        "redriveCount": execution.redrive_count,
        "redriveDate": execution.redrive_date,
    }
