"""One execution of a machine on a virtual clock, told as plain data."""

import functools
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from course.asl import Callbacks, Execution, StateMachine, TaskHandler, Visit, start
from course.asl.engine import Observer
from course.asl.engine.flow import Flow
from course.clock import Clock

from .cast import Actor, Call, Cast
from .faults import Fault

__all__ = ["Story", "UnderWay", "begun", "played"]

MOST_STATES = 600

# Of a path in words.
MOST_SHOWN, LAST_SHOWN = 24, 4


@dataclass(frozen=True)
class Story:
    """What became of one input.

    `status` is AWS's (SUCCEEDED, FAILED, TIMED_OUT, ABORTED); a machine that enters too many states is stopped, with the
    error ``EndlessLoop``. `path` names the states in the order in which they were entered, `seconds` is virtual time.
    `execution` knows everything else.
    """

    machine: StateMachine
    given: Any
    status: str
    output: Any
    error: str | None
    cause: str | None
    path: tuple[str, ...]
    calls: tuple[Call, ...]
    seconds: float
    execution: Execution

    @property
    def called(self) -> tuple[str, ...]:
        """The names of what was called, in order."""
        return tuple(call.name for call in self.calls)

    def calls_of(self, name: str) -> tuple[Call, ...]:
        """Return the calls of one function."""
        return tuple(call for call in self.calls if call.name == name)

    def times_of(self, name: str) -> list[float]:
        """Return when a function was called, in seconds since the execution began, to the millisecond."""
        return [round(call.at, 3) for call in self.calls_of(name)]

    def drawn(self) -> dict[str, Any]:
        """Return what a picture of it needs, plain data: the definition, and for each state entered how it stands.

        `marks` is by JSON pointer: succeeded, caught, failed or aborted (stopped with the others); `path` the same as words.
        """
        definition = self.machine.definition
        visits = self.execution.visits
        marks = {_pointer(visit): _mark(visit, _fields(definition, visit)) for visit in visits}
        return {
            "definition": definition,
            "marks": marks,
            "path": _words(self.path),
            "status": self.status,
        }


def played(
    machine: StateMachine,
    given: Any,
    actors: Mapping[str, Actor] | None = None,
    *,
    script: Iterable[Fault] = (),
    otherwise: TaskHandler | None = None,
    clock: Clock | None = None,
    callbacks: Callbacks | None = None,
    most_states: int = MOST_STATES,
    seed: int = 0,
) -> Story:
    """Play a machine with `given` as its input to the end, and tell what happened.

    `actors` are its functions by name (without ARN), `script` what goes wrong with them; other tasks go to `otherwise`, an
    account's `course.cloud.integrations.Tasks`, say, on whose clock it then plays. What no actor does fails as in AWS.
    An actor that answers later, by its task token, does so at `callbacks`, and at a time of the same `clock`. Where a
    Distributed Map is played, `most_states` has to leave room for the states of all children; another `seed` gives the ids
    that are drawn, its run's folder of results among them, another value.
    """
    return begun(
        machine,
        given,
        actors,
        script=script,
        otherwise=otherwise,
        clock=clock,
        callbacks=callbacks,
        most_states=most_states,
        seed=seed,
    ).ended()


def begun(
    machine: StateMachine,
    given: Any,
    actors: Mapping[str, Actor] | None = None,
    *,
    script: Iterable[Fault] = (),
    otherwise: TaskHandler | None = None,
    clock: Clock | None = None,
    callbacks: Callbacks | None = None,
    most_states: int = MOST_STATES,
    seed: int = 0,
) -> "UnderWay":
    """Begin what `played` plays to the end, so that a rubric can do something meanwhile: answer a token, or look."""
    clock = clock or Clock()
    cast = Cast(actors or {}, clock, script=script, otherwise=otherwise)
    begin = clock.elapsed
    watch = [Patience(most_states)]
    execution = start(
        machine, given, tasks=cast, clock=clock, callbacks=callbacks, observers=watch, seed=seed
    )
    return UnderWay(machine, given, execution, cast, clock, begin)


@dataclass(frozen=True)
class UnderWay:
    """An execution that has begun on `clock`, at the second `begin` of it."""

    machine: StateMachine
    given: Any
    execution: Execution
    cast: Cast
    clock: Clock
    begin: float

    def until(self, seconds: float) -> None:
        """Let time pass until the execution is so many seconds old, whether it is over by then or not."""
        self.clock.sleep(max(self.begin + seconds - self.clock.elapsed, 0.0))

    def ended(self) -> Story:
        """Wait for its end, and tell what happened."""
        was_over, execution = self.execution.stop_date is not None, self.execution.wait()
        seconds = self.clock.elapsed - self.begin
        if was_over and execution.stop_date is not None:
            seconds = (execution.stop_date - execution.start_date).total_seconds()
        begin = self.begin
        return Story(
            machine=self.machine,
            given=self.given,
            status=execution.status,
            output=execution.output,
            error=execution.error,
            cause=execution.cause,
            path=tuple(visit.name for visit in execution.visits),
            calls=tuple(
                Call(each.name, each.payload, each.at - begin, each.state, each.attempt)
                for each in self.cast.calls
            ),
            seconds=seconds,
            execution=execution,
        )


class Patience(Observer):
    """Stops an execution that goes round and round."""

    def __init__(self, most: int = MOST_STATES) -> None:
        self._most = self._left = most

    def entered(self, flow: Flow, visit: Visit) -> None:  # noqa: ARG002  (the engine's signature)
        """Count a state, and end it all after too many."""
        self._left -= 1
        if self._left < 0:
            flow.execution.stop("EndlessLoop", f"stopped after {self._most} states")


def _words(path: tuple[str, ...]) -> str:
    """Return a path as words: the beginning and the end of one that goes round and round."""
    if len(path) <= MOST_SHOWN:
        return " → ".join(path)
    left_out = len(path) - MOST_SHOWN
    return " → ".join([*path[: MOST_SHOWN - LAST_SHOWN], f"… {left_out} more …", *path[-LAST_SHOWN:]])


def _pointer(visit: Visit) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in visit.path)


def _mark(visit: Visit, fields: dict[str, Any]) -> str:
    if visit.left is None:
        return "failed" if visit.error is not None else "aborted"
    # An error that a retrier got over is kept in the visit, too.
    caught = {catcher["Next"] for catcher in fields.get("Catch", [])} - {fields.get("Next")}
    return "caught" if visit.error is not None and visit.next in caught else "succeeded"


def _fields(definition: Any, visit: Visit) -> Any:
    return functools.reduce(operator.getitem, visit.path, definition)
