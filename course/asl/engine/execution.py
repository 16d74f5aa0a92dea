"""An execution: its status, its history, and what can be done to it from outside."""

import random
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Literal, cast

from course.asl.distributed_map.map_run import MapRun
from course.asl.errors import StatesError
from course.asl.json_text import compact
from course.asl.machine import Type
from course.facts import value

from .chance import Chance
from .context import of_execution
from .flow import Flow
from .folded import Folded
from .gate import Gate
from .history import WHOLE, Ended, History
from .identity import Identity
from .lifetime import Lifetime
from .plan import Group
from .record import Record
from .redrivable import RedriveError, reason_against
from .visit import Visit
from .world import World

__all__ = ["Execution", "Status"]

HISTORY: int = value("states.history")
LONGEST: dict[str, int] = {
    "STANDARD": value("states.standard.duration"),
    "EXPRESS": value("states.express.duration"),
}

Status = Literal["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]


class Execution:
    """One execution of a state machine; `start` and `run` make one.

    `output` is plain data, None as long as there is none; `error` and `cause` are texts or None. `history` holds
    events as boto3's GetExecutionHistory returns them; `visits` tells what happened in each state, in the order in
    which they were entered. `map_runs` are those of its Distributed Map states, in their order.
    """

    def __init__(
        self,
        group: Group,
        type: Type,
        input: Any,
        input_text: str,
        identity: Identity,
        world: World,
        walk: Callable[[Flow], Any],
        *,
        seed: int = 0,
        stepping: bool = False,
    ) -> None:
        self.seed = seed
        self.group = group
        self.type = type
        self.input = input
        self.input_text = input_text
        self.identity = identity
        self.world = world
        self.clock = world.clock
        self.chance = cast(random.Random, Chance(seed))
        self.gate = Gate(world.clock) if stepping else None
        self.status: Status = "RUNNING"
        self.output: Any = None
        self.error: str | None = None
        self.cause: str | None = None
        self.start_date = world.clock.now
        self.stop_date: datetime | None = None
        self.redrive_count = 0
        self.redrive_date: datetime | None = None
        self.map_runs: list[MapRun] = []
        self.log = History(
            world.clock,
            HISTORY if type == "STANDARD" else None,
            self._tell_recorded if world.observers else None,
        )
        self._record = Record(self.log)
        self.walk = walk
        self._life = Lifetime(world.clock, identity.name)
        self._root: Flow | None = None

    @property
    def history(self) -> list[dict[str, Any]]:
        """The events so far."""
        return self._record.events

    @property
    def visits(self) -> list[Visit]:
        """The visits so far."""
        return self._record.visits

    @property
    def deadline(self) -> float:
        """When its time is over, in seconds of the clock."""
        return self._life.deadline

    @property
    def root(self) -> Flow | None:
        """The line of states that it is itself; all its other lines are inside that."""
        return self._root

    def start(self, interrupt: Callable[[], object] | None = None) -> "Execution":
        """Start it as a task on the clock, and return it at once; the engine calls this once.

        With `interrupt` it goes to its end within the task that runs now instead. That function is then called when
        the execution is ended from outside, and must see to it that the task's code does not run on.
        """
        details = {
            "input": self.input_text,
            "inputDetails": WHOLE,
            "roleArn": self.identity.role_arn,
        }
        self._tell_began()
        self.log.add("ExecutionStarted", 0, "executionStartedEventDetails", details)
        self._begin(Flow(self, self.group, self.input, of_execution(self), {}, 0), interrupt)
        return self

    def child(self, group: Group, type: Type, input: Any, identity: Identity, *, seed: int) -> "Execution":
        """Return an execution of a group of states within this one's world, with a history of its own, not started.

        It sees none of this one's variables: that is how a Distributed Map runs its items.
        """
        return Execution(group, type, input, compact(input), identity, self.world, self.walk, seed=seed)

    def fold(self) -> Folded | None:
        """Return the history and visits of one that has succeeded in little room, and let go of everything else.

        None where bytes cannot hold it, or where there are Map Runs as well: such an execution has to be kept.
        """
        self._root = None
        self._life.forget()
        return None if self.map_runs else self._record.fold()

    def restore(self, folded: Folded, output: Any, times: tuple[datetime | None, ...], redrives: int) -> None:
        """Be the execution that was folded; this one has been made of the same things, and was never started.

        `times` are those of its start, its end, and its last redrive.
        """
        self.status, self.output, self.redrive_count = "SUCCEEDED", output, redrives
        started, self.stop_date, self.redrive_date = times
        self.start_date = started or self.start_date
        self._record.restore(folded)

    def _begin(self, root: Flow, interrupt: Callable[[], object] | None) -> None:
        longest = LONGEST[self.type]
        seconds = min(self.group.fields.get("TimeoutSeconds", longest), longest)
        self._root = root
        self._life.begin(partial(self._live, root), seconds, self._expire, interrupt)

    def wait(self) -> "Execution":
        """Let time pass until it is over, and return it.

        Whatever else than a StatesError a task handler raised comes out here.
        """
        if self.gate:
            self.gate.leave_open()
        self._life.wait()
        return self

    def step(self) -> bool:
        """Let it go on until just before it enters its next state; tell whether it is under way still.

        It must have been started with `stepping`. Raises ValueError otherwise.
        """
        if self.gate is None:
            raise ValueError("this execution runs freely; start it with stepping=True to step through it")
        self.gate.step(lambda: self.status == "RUNNING")
        return self.status == "RUNNING"

    def stop(self, error: str | None = None, cause: str | None = None) -> None:
        """Abort it, as StopExecution does; harmless when it is over."""
        if self.status != "RUNNING":
            return
        self.error, self.cause = error, cause
        self._end("ABORTED", "ExecutionAborted", 0, StatesError(error, cause).details())
        self._cut()

    def redrive(self, interrupt: Callable[[], object] | None = None) -> None:
        """Go on from where it failed, as RedriveExecution does: what succeeded is not done again.

        `interrupt` is that of `start`. Raises RedriveError.
        """
        reason = self.not_redrivable
        if reason or self._root is None:
            raise RedriveError(reason)
        self.redrive_count += 1
        self.redrive_date = self.clock.now
        self.status, self.error, self.cause, self.stop_date = "RUNNING", None, None, None
        self._tell_began()
        self.log.reopen()
        self._root.redriven(of_execution(self))
        self._root.previous = self.log.add(
            "ExecutionRedriven",
            len(self.log.events),
            "executionRedrivenEventDetails",
            {"redriveCount": self.redrive_count},
        )
        self._begin(self._root, interrupt)

    @property
    def not_redrivable(self) -> str:
        """Why it cannot be redriven, in AWS's words; empty when it can."""
        return reason_against(self)

    def _live(self, root: Flow) -> None:
        """Walk through the states, and end as the walk ends."""
        try:
            self.output = self.walk(root)
        except Ended:
            return  # it was stopped by what it did itself
        except StatesError as error:
            self._fail(root, error)
        except Exception as bug:
            # The task handler's, or ours: it must come out, and the execution must not seem to go on.
            self._fail(root, StatesError("States.Runtime", f"{type(bug).__name__}: {bug}"))
            self._cut()
            raise
        else:
            details = {"output": root.text(self.output), "outputDetails": WHOLE}
            self._end("SUCCEEDED", "ExecutionSucceeded", root.previous, details)

    def _fail(self, root: Flow, error: StatesError) -> None:
        self.error, self.cause = error.error, error.cause or None
        self._end("FAILED", "ExecutionFailed", root.previous, error.details())

    def _expire(self) -> None:
        self._end("TIMED_OUT", "ExecutionTimedOut", 0, {"error": "States.Timeout"})
        self._cut()

    def _end(self, status: Status, type: str, previous: int, details: dict[str, Any]) -> None:
        self.status, self.stop_date = status, self.clock.now
        self.log.close(type, previous, details)
        self._life.close()
        if self.gate:
            self.gate.tell()
        for observer in self.world.observers:
            observer.ended(self)

    def _tell_began(self) -> None:
        for observer in self.world.observers:
            observer.began(self)

    def _tell_recorded(self, event: dict[str, Any]) -> None:
        for observer in self.world.observers:
            observer.recorded(self, event)

    def _cut(self) -> None:
        if self._root:
            self._root.cut()
        self._life.interrupt()
