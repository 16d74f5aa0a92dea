"""A Map Run and its children: plain data, and the counts that are made of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .names import Names
from .tolerance import Tolerance

__all__ = ["ENDED_BADLY", "Child", "Make", "MapRun"]

ENDED_BADLY = ("FAILED", "TIMED_OUT", "ABORTED")
_COUNTED = {
    "PENDING": "pending", "RUNNING": "running", "SUCCEEDED": "succeeded", "FAILED": "failed",
    "TIMED_OUT": "timedOut", "ABORTED": "aborted",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Child:
    """One child execution: its input, how many `items` that holds, and how it went.

    `status` is PENDING, RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED; `seed` is what its chance comes from.
    `not_redrivable` says why it cannot go on where it failed, `awaits_redrive` that it will, in a redrive under way.
    `written` tells that a ResultWriter has its result. `live` is the engine's execution, from its start until nothing
    more can come of it; then `folded` is what is left, and `make` makes an execution again if somebody wants to see it.
    """

    name: str
    arn: str
    input: Any
    items: int = 1
    seed: int = 0
    status: str = "PENDING"
    output: Any = None
    error: str | None = None
    cause: str | None = None
    started: datetime | None = None
    stopped: datetime | None = None
    redrives: int = 0
    redriven: datetime | None = None
    not_redrivable: str = ""
    awaits_redrive: bool = False
    written: bool = False
    live: Any = None
    folded: Any = None
    make: "Make | None" = None

    @property
    def execution(self) -> Any:
        """The engine's execution, None before it has started."""
        if self.folded is not None and self.make is not None:
            self.live = self.make(self)
            times = self.started, self.stopped, self.redriven
            self.live.restore(self.folded, self.output, times, self.redrives)
            self.folded = None
        return self.live

    def fold(self, make: "Make") -> None:
        """Keep in little room what succeeded: there may be a hundred thousand of them."""
        self.folded = self.live.fold()
        if self.folded is not None:
            self.live, self.make = None, make

    def settle(self) -> None:
        """Take over from the execution how it stands."""
        found = self.live
        self.status, self.output = found.status, found.output
        self.error, self.cause = found.error, found.cause
        self.started, self.stopped = found.start_date, found.stop_date
        self.redrives, self.redriven = found.redrive_count, found.redrive_date
        self.not_redrivable = found.not_redrivable


# Makes the engine's execution of a child, without starting it.
Make = Callable[[Child], Any]


@dataclass(slots=True, eq=False)
class MapRun:
    """One run of a Distributed Map state. `status` is RUNNING, SUCCEEDED, FAILED or ABORTED; `concurrency` 0: no bound."""

    names: Names
    execution_arn: str
    started: datetime
    concurrency: int = 0
    tolerance: Tolerance = field(default_factory=Tolerance)
    children: list[Child] = field(default_factory=list)
    status: str = "RUNNING"
    stopped: datetime | None = None
    redrives: int = 0
    redriven: datetime | None = None

    @property
    def arn(self) -> str:
        """The Map Run's ARN."""
        return self.names.map_run_arn

    def end(self, status: str, moment: datetime) -> None:
        """Note that it is over."""
        self.status, self.stopped = status, moment

    def redrive(self, moment: datetime) -> None:
        """Note that it goes on, and with which children."""
        self.redrives += 1
        self.status, self.stopped, self.redriven = "RUNNING", None, moment
        for child in self.children:
            child.awaits_redrive = child.status in ENDED_BADLY

    def description(self) -> dict[str, Any]:
        """Return what DescribeMapRun answers, with times as datetime.

        Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
        """
        answer = {
            "mapRunArn": self.arn,
            "executionArn": self.execution_arn,
            "status": self.status,
            "startDate": self.started,
            "stopDate": self.stopped,
            "maxConcurrency": self.concurrency,
            "toleratedFailurePercentage": float(self.tolerance.percentage or 0),
            "toleratedFailureCount": self.tolerance.count or 0,
            "itemCounts": self.item_counts(),
            "executionCounts": self.execution_counts(),
            "redriveCount": self.redrives,
            "redriveDate": self.redriven,
        }
        return {name: value for name, value in answer.items() if value is not None}

    def item_counts(self) -> dict[str, int]:
        """Return how many items are pending, running, done and so on, as DescribeMapRun counts them."""
        return self._counts(lambda child: child.items)

    def execution_counts(self) -> dict[str, int]:
        """Return the same of child executions."""
        return self._counts(lambda _: 1)

    def _counts(self, weight: Callable[[Child], int]) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for child in self.children:
            many = weight(child)
            counts[_COUNTED[child.status]] += many
            counts["total"] += many
            counts["resultsWritten"] += many * child.written
            counts["failuresNotRedrivable"] += many * (
                child.status in ENDED_BADLY and bool(child.not_redrivable)
            )
            counts["pendingRedrive"] += many * child.awaits_redrive
        names = (*_COUNTED.values(), "total", "resultsWritten", "failuresNotRedrivable", "pendingRedrive")
        return {name: counts[name] for name in names}
