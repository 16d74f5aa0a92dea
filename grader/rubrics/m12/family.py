"""A parent and its Express child, played together on one clock: M12 E2.

How the parent may start the child, and what it is told, is as in the account's integrations; but nothing is stored, and the
functions of both are scripted.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from course.asl import StateMachine, StatesError, TaskRequest
from course.asl.engine import cannot_start
from course.asl.json_text import compact
from course.clock import Clock
from grader.checks.machines import Fault, Story, UnderWay, begun

from .steps import result

__all__ = ["Kin", "meet"]

# What the errors of a start begin with, in each kind of integration.
_ERRORS_BEGIN = {"sdk": "Sfn", "service": "StepFunctions"}
# How long each function takes.
SECONDS = 1.0


@dataclass
class Kin:
    """What became of one payment: the parent's story, and the children's, with when each of them began."""

    parent: Story
    children: list[tuple[float, Story]] = field(default_factory=list)

    @property
    def called(self) -> list[str]:
        """The functions that were called, by parent and child together."""
        calls = [*self.parent.calls, *(call for _, child in self.children for call in child.calls)]
        return [call.name for call in calls if ":" not in call.name]


def meet(
    parent: StateMachine,
    child: StateMachine,
    child_arn: str,
    given: Mapping[str, Any],
    prefix: str,
    names: list[str],
    fails: str = "",
) -> Kin:
    """Play a parent that may start the child, with one payment; `fails` is a step whose function fails."""
    clock = Clock()
    actors = {f"{prefix}-{name}": _actor(name, clock) for name in names}
    script = [Fault(f"{prefix}-{fails}", "Refused", "a fault of this scenario")] if fails else []
    nursery = _Nursery(child, child_arn, actors, script, clock)
    story = begun(parent, dict(given), actors, script=script, otherwise=nursery, clock=clock).ended()
    clock.settle()
    return Kin(story, [(begin, under_way.ended()) for begin, under_way in nursery.begun])


def _actor(name: str, clock: Clock) -> Any:
    def work(payload: Any) -> dict[str, Any]:
        clock.sleep(SECONDS)
        if not isinstance(payload, dict) or "paymentId" not in payload:
            raise StatesError("KeyError", "'paymentId'")
        return result(name, payload)

    return work


class _Nursery:
    """Does the tasks that start an execution."""

    def __init__(
        self, child: StateMachine, arn: str, actors: Mapping[str, Any], script: list[Fault], clock: Clock
    ) -> None:
        self.begun: list[tuple[float, UnderWay]] = []
        self._child = child
        self._arn = arn
        self._actors = actors
        self._script = script
        self._clock = clock

    def __call__(self, request: TaskRequest) -> Any:
        """Do one attempt of such a task. Raises `StatesError`."""
        resource = request.resource
        ways = {
            ("sdk", "sfn", "startSyncExecution"): self._start_and_wait,
            ("sdk", "sfn", "startExecution"): self._start,
            ("service", "states", "startExecution"): self._start,
        }
        way = ways.get((resource.kind, resource.service, resource.action))
        if way is None:
            raise StatesError("States.TaskFailed", f"nothing here does {resource.service}:{resource.action}")
        if resource.pattern:
            # An Express execution has no status that could be watched, and no answer by token in its integration here.
            raise StatesError(
                "States.Runtime",
                f"the lab does not wait with .{resource.pattern} for {self._arn}, an Express workflow",
            )
        asked = _checked(request)
        if asked["StateMachineArn"] != self._arn:
            raise StatesError(
                f"{_ERRORS_BEGIN[resource.kind]}.StateMachineDoesNotExistException",
                f"State Machine Does Not Exist: '{asked['StateMachineArn']}'",
            )
        try:
            given = json.loads(_text(asked.get("Input", "{}")))
        except ValueError:
            raise StatesError(
                f"{_ERRORS_BEGIN[resource.kind]}.InvalidExecutionInputException",
                f"Invalid State Machine Execution Input: {asked['Input']!r} is no JSON",
            ) from None
        return way(asked, given)

    def _start(self, _: dict[str, Any], given: Any) -> dict[str, Any]:
        under_way = self._begun(given)
        return {"ExecutionArn": under_way.execution.identity.arn, "StartDate": "2025-03-01T08:00:00Z"}

    def _start_and_wait(self, asked: dict[str, Any], given: Any) -> dict[str, Any]:
        story = self._begun(given).ended()
        told = {
            "ExecutionArn": story.execution.identity.arn,
            "Input": _text(asked.get("Input", "{}")),
            "Name": story.execution.identity.name,
            "StateMachineArn": self._arn,
            "Status": story.status,
        }
        if story.status == "SUCCEEDED":
            return told | {"Output": compact(story.output)}
        return told | {"Error": story.error, "Cause": story.cause}

    def _begun(self, given: Any) -> UnderWay:
        found = begun(self._child, given, self._actors, script=self._script, clock=self._clock)
        self.begun.append((self._clock.elapsed, found))
        return found


def _text(given: Any) -> str:
    return given if isinstance(given, str) else compact(given)


def _checked(request: TaskRequest) -> dict[str, Any]:
    """Return the parameters of a start. Raises `EvaluationError` for such as no request can be made of."""
    from course.cloud.integrations.calls import refusals  # moto takes a second to import

    asked = request.parameters
    with_text = asked
    if (
        isinstance(asked, dict)
        and request.resource.kind == "service"
        and not isinstance(asked.get("Input"), str)
    ):
        with_text = {**asked, "Input": compact(asked.get("Input", {}))}  # this one makes a text of it
    if reasons := refusals(request.resource, with_text):
        raise cannot_start(compact(asked), reasons)
    found: dict[str, Any] = with_text
    return found
