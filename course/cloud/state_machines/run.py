"""An execution as the service knows it: the engine's own, and what it was started from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.asl import Execution
from course.asl.distributed_map.map_run import MapRun
from course.asl.engine import describe
from course.asl.engine.flow import Flow

from .target import Target

if TYPE_CHECKING:
    from .spans import Spans

__all__ = ["Run"]


@dataclass(eq=False)
class Run:
    """One execution. `map_run` is the Map Run that it is a child of, or None."""

    execution: Execution
    target: Target
    trace_header: str | None = None
    map_run: MapRun | None = None
    spans: "Spans" = field(init=False, repr=False)
    walk: Callable[[Flow], Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Remember how the engine itself walks."""
        self.walk = self.execution.walk

    @property
    def arn(self) -> str:
        """Its ARN."""
        return self.execution.identity.arn

    @property
    def name(self) -> str:
        """Its name."""
        return self.execution.identity.name

    def children(self) -> "Iterator[Run]":
        """Yield the executions of its Map Runs that have begun, and theirs."""
        for map_run in self.execution.map_runs:
            for child in map_run.children:
                if child.execution is not None:
                    found = Run(child.execution, self.target, map_run=map_run)
                    yield found
                    yield from found.children()

    def described(self) -> dict[str, Any]:
        """Return what DescribeExecution answers."""
        about = describe(self.execution)
        about["traceHeader"] = self.trace_header
        if self.map_run:
            about["mapRunArn"] = self.map_run.arn
        return {**about, **self.qualified()}

    def listed(self) -> dict[str, Any]:
        """Return its entry in a list."""
        execution = self.execution
        entry = {
            "executionArn": self.arn,
            "stateMachineArn": execution.identity.machine_arn,
            "name": self.name,
            "status": execution.status,
            "startDate": execution.start_date,
            "stopDate": execution.stop_date,
            "redriveCount": execution.redrive_count,
            "redriveDate": execution.redrive_date,
        }
        if self.map_run:
            child = next(each for each in self.map_run.children if each.arn == self.arn)
            entry |= {"mapRunArn": self.map_run.arn, "itemCount": child.items}
        return {**entry, **self.qualified()}

    def qualified(self) -> dict[str, str]:
        """Return the ARNs of the version and the alias that it was started by."""
        version, alias = self.target.version, self.target.alias
        found = {}
        if version and not self.map_run:
            found["stateMachineVersionArn"] = version.arn
        if alias and not self.map_run:
            found["stateMachineAliasArn"] = alias.arn
        return found
