"""An execution: its status, its history, and what can be done to it from outside."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Literal

from course.asl.distributed_map.map_run import MapRun
from course.asl.errors import StatesError
from course.asl.machine import Type
from course.asl.tasks import TaskHandler
from course.clock import Clock, Due, Task
from course.facts import value

from .callbacks import Callbacks
from .context import of_execution
from .flow import Flow
from .gate import Gate
from .history import Ended, History
from .identity import Identity
from .json_text import compact
from .plan import Group
from .visit import Visit

__all__ = ["Execution", "RedriveError", "Status", "World"]

HISTORY: int = value("states.history")
LONGEST: dict[str, int] = {
    "STANDARD": value("states.standard.duration"),
    "EXPRESS": value("states.express.duration"),
}
REDRIVABLE_SECONDS: int = value("states.redrive") * 24 * 3600

Status = Literal["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]


class RedriveError(Exception):
    """The execution cannot be redriven; the message is AWS's reason."""


@dataclass(frozen=True)
class World:
    """What an execution needs around it: the clock, what does its tasks, and where tokens come back to."""

    clock: Clock
    tasks: TaskHandler
    callbacks: Callbacks


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
        self.chance = random.Random(seed)
        self.gate = Gate(world.clock) if stepping else None
        self.status: Status = "RUNNING"
        self.output: Any = None
        self.error: str | None = None
        self.cause: str | None = None
        self.start_date = world.clock.now
        self.stop_date: datetime | None = None
        self.redrive_count = 0
        self.redrive_date: datetime | None = None
        self.visits: list[Visit] = []
        self.map_runs: list[MapRun] = []
        self.log = History(world.clock, HISTORY if type == "STANDARD" else None)
        self.deadline = 0.0
        self.walk = walk
        self._expiry: Due | None = None
        self._task: Task | None = None
        self._root: Flow | None = None

    @property
    def history(self) -> list[dict[str, Any]]:
        """The events so far."""
        return self.log.events

    def start(self) -> "Execution":
        """Start it as a task on the clock, and return it at once; the engine calls this once."""
        details = {
            "input": self.input_text,
            "inputDetails": {"truncated": False},
            "roleArn": self.identity.role_arn,
        }
        self.log.add("ExecutionStarted", 0, "executionStartedEventDetails", details)
        self._begin(Flow(self, self.group, self.input, of_execution(self), {}, 0))
        return self

    def child(self, group: Group, type: Type, input: Any, identity: Identity, *, seed: int) -> "Execution":
        """Return an execution of a group of states within this one's world, with a history of its own, not started.

        It sees none of this one's variables: that is how a Distributed Map runs its items.
        """
        return Execution(group, type, input, compact(input), identity, self.world, self.walk, seed=seed)

    def _begin(self, root: Flow) -> None:
        longest = LONGEST[self.type]
        seconds = min(self.group.fields.get("TimeoutSeconds", longest), longest)
        self.deadline = self.clock.elapsed + seconds
        self._expiry = self.clock.call_at(self.deadline, self._expire, f"{self.identity.name} times out")
        self._root = root
        self._task = self.clock.spawn(self._live, root, name=self.identity.name)

    def wait(self) -> "Execution":
        """Let time pass until it is over, and return it.

        Whatever else than a StatesError a task handler raised comes out here.
        """
        if self.gate:
            self.gate.leave_open()
        if self._task:
            with suppress(Ended):  # it was stopped, or its time was over; the status says which
                self.clock.wait(self._task)
        return self

    def step(self) -> bool:
        """Let it go on until just before it enters its next state; tell whether it is under way still.

        It must have been started with `stepping`. Raises ValueError otherwise.
        """
        if self.gate is None:
            raise ValueError("this execution runs freely; start it with stepping=True to step through it")
        self._come_to_gate(self.gate)
        if self.status == "RUNNING":
            told = self.gate.told
            self.gate.let_through()
            self.gate.watch(told)
            self._come_to_gate(self.gate)
        return self.status == "RUNNING"

    def _come_to_gate(self, gate: Gate) -> None:
        while self.status == "RUNNING" and gate.is_empty:
            gate.watch(gate.told)

    def stop(self, error: str | None = None, cause: str | None = None) -> None:
        """Abort it, as StopExecution does; harmless when it is over."""
        if self.status != "RUNNING":
            return
        self.error, self.cause = error, cause
        self._end("ABORTED", "ExecutionAborted", 0, _named(error, cause))
        self._cut()

    def redrive(self) -> None:
        """Go on from where it failed, as RedriveExecution does: what succeeded is not done again.

        Raises RedriveError.
        Source: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
        """
        reason = self.not_redrivable
        if reason or self._root is None:
            raise RedriveError(reason)
        self.redrive_count += 1
        self.redrive_date = self.clock.now
        self.status, self.error, self.cause, self.stop_date = "RUNNING", None, None, None
        self.log.reopen()
        self._root.redriven(of_execution(self))
        self._root.previous = self.log.add(
            "ExecutionRedriven",
            len(self.log.events),
            "executionRedrivenEventDetails",
            {"redriveCount": self.redrive_count},
        )
        self._begin(self._root)

    @property
    def not_redrivable(self) -> str:
        """Why it cannot be redriven, in AWS's words; empty when it can."""
        if self.type == "EXPRESS":
            return "Express executions cannot be redriven"
        if self.status in ("RUNNING", "SUCCEEDED"):
            return f"Execution is {self.status} and cannot be redriven"
        if self.log.is_full():
            return "Execution history event limit exceeded"
        if self.stop_date and (self.clock.now - self.stop_date).total_seconds() > REDRIVABLE_SECONDS:
            return "Execution redrivable period exceeded"
        return ""

    def _live(self, root: Flow) -> None:
        """Walk through the states, and end as the walk ends."""
        try:
            self.output = self.walk(root)
        except Ended:
            return  # it was stopped by what it did itself
        except StatesError as error:
            self.error, self.cause = error.error, error.cause or None
            self._end("FAILED", "ExecutionFailed", root.previous, _named(self.error, self.cause))
        except Exception as error:
            # A bug of the task handler's, or ours: it must come out, and the execution must not seem to go on.
            self.error, self.cause = "States.Runtime", f"{type(error).__name__}: {error}"
            self._end("FAILED", "ExecutionFailed", root.previous, _named(self.error, self.cause))
            self._cut()
            raise
        else:
            details = {"output": root.text(self.output), "outputDetails": {"truncated": False}}
            self._end("SUCCEEDED", "ExecutionSucceeded", root.previous, details)

    def _expire(self) -> None:
        self._end("TIMED_OUT", "ExecutionTimedOut", 0, {"error": "States.Timeout"})
        self._cut()

    def _end(self, status: Status, type: str, previous: int, details: dict[str, Any]) -> None:
        self.status, self.stop_date = status, self.clock.now
        self.log.close(type, previous, details)
        if self._expiry:
            self._expiry.cancel()
        if self.gate:
            self.gate.tell()

    def _cut(self) -> None:
        if self._root:
            self._root.cut()
        if self._task is None or self._task.done:
            return
        if self.clock.running is self._task:
            self.clock.call_later(0, partial(self._task.interrupt, Ended()), self.identity.name)
        else:
            self._task.interrupt(Ended())


def _named(error: str | None, cause: str | None) -> dict[str, Any]:
    """Return error and cause as an event has them: what is empty is left out."""
    return {name: text for name, text in (("cause", cause), ("error", error)) if text}
