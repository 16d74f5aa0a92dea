"""Trying one state: its work or its mock, once, and what its retriers and catchers would do about an error."""

from collections.abc import Mapping
from typing import Any

from course.asl.engine import Callbacks
from course.asl.engine.engine import walk
from course.asl.engine.execution import Execution
from course.asl.engine.flow import Flow
from course.asl.engine.identity import Identity
from course.asl.engine.plan import Group, Step
from course.asl.engine.retry import delay_of, find
from course.asl.engine.states import STATES, Attempt
from course.asl.engine.states.answer import within
from course.asl.engine.visit import Outcome
from course.asl.engine.world import World
from course.asl.errors import StatesError
from course.asl.json_text import compact
from course.asl.scope import Scope
from course.asl.tasks import TaskHandler, TaskRequest
from course.clock import Clock
from course.facts import value

from .checks import check
from .context import context_of
from .http_call import HTTP, http_call
from .inspection import inspection
from .mocked import MOCKED
from .request import Request, read
from .subject import subject

__all__ = ["try_state"]

LONGEST: int = value("states.test_state")
ACCOUNT = "arn:aws:states:us-east-1:123456789012"
MACHINE = "e5f2ad21-6c0b-4a19-9b43-0d7c1c7d2a01"
EXECUTION = "3b5ac1c4-8d33-4b7e-a1c9-5a2f0c6f9e02"


def try_state(
    parameters: Mapping[str, Any], *, tasks: TaskHandler | None = None, clock: Clock | None = None
) -> dict[str, Any]:
    """Return what TestState answers: status, and output, error, cause, nextState, inspectionData as there are.

    `parameters` are those of the API, by its names; `tasks` does the work of a Task that has no mock, and may sleep on
    the clock. Raises Refused for what the API refuses.
    """
    request = read(parameters)
    group, step = subject(request.definition, request.state_name)
    check(request, step)
    return _Trial(request, group, step, World(clock or Clock(), tasks or _no_tasks, Callbacks())).answer()


class _Trial:
    """One state, entered by a line of states that goes no further."""

    def __init__(self, request: Request, group: Group, step: Step, world: World) -> None:
        machine, execution = f"{ACCOUNT}:stateMachine:{MACHINE}", f"{ACCOUNT}:express:{MACHINE}:{EXECUTION}"
        identity = Identity(EXECUTION, execution, machine, request.role_arn or "")
        document, text = request.input, request.input_text
        self.request, self.step = request, step
        self.execution = Execution(group, "EXPRESS", document, text, identity, world, walk)
        self.context = context_of(request, step, self.execution)
        self.flow = Flow(self.execution, group, document, {}, request.variables, 0)
        self.visit = self.flow.enter(step)
        self.errors: dict[str, int] = {}

    def answer(self) -> dict[str, Any]:
        """Try the state and return the API's answer."""
        try:
            outcome = within(self.flow, LONGEST, self._work)
            answer = self._left("SUCCEEDED", outcome)
        except StatesError as error:
            answer = self._failed(error)
        if self.request.level != "INFO":
            answer["inspectionData"] = inspection(
                self.step, self.visit.stages, self.flow.variables, self.errors
            )
            if self.request.level == "TRACE" and self._calls_http():
                answer["inspectionData"].update(http_call(self.visit.stages))
        return answer

    def _calls_http(self) -> bool:
        resource = self.step.resource
        return self.request.mock is None and resource is not None and resource.arn == HTTP

    def _work(self) -> Outcome:
        scope, mock = self._scope(), self.request.mock
        self.step.language.enter(self.step.fields, scope, self.visit.stages)
        attempt = Attempt(self.flow, self.step, self.visit, scope)
        if mock is None:
            return STATES[self.step.type](attempt)
        return MOCKED[self.step.type](attempt, mock, self.request.configuration)

    def _failed(self, error: StatesError) -> dict[str, Any]:
        """Return the answer to an error: retried, caught, or neither."""
        named = {"error": error.error, "cause": error.cause}
        said = {name: text for name, text in named.items() if text is not None}
        delay = self._delay(error)
        if delay is not None:
            self.errors["retryBackoffIntervalSeconds"] = delay
            return {"status": "RETRIABLE", **said}
        index = find(self.step.catch, error)
        if index is None:
            return {"status": "FAILED", **said}
        self.errors["catchIndex"] = index
        try:
            outcome = self._caught(index, {"Error": error.error, "Cause": error.cause})
            return {**self._left("CAUGHT_ERROR", outcome), **said}
        except StatesError as failed:
            return {"status": "FAILED", "error": failed.error, "cause": failed.cause}

    def _delay(self, error: StatesError) -> int | None:
        """Return the seconds that the retrier which takes the error waits; None if none does, or not any more."""
        index = find(self.step.retry, error)
        if index is None:
            return None
        self.errors["retryIndex"] = index
        done = self.request.configuration.retries or 0
        delay = delay_of(self.step.retry[index], done + 1, self.execution.chance)
        return None if delay is None else int(delay)

    def _caught(self, index: int, error_output: dict[str, Any]) -> Outcome:
        catcher, scope, language = self.step.catch[index], self._scope(), self.step.language
        language.enter(self.step.fields, scope, {})
        output, assigned = language.caught(catcher, scope, error_output, self.visit.stages, index=index)
        return Outcome(output, assigned, catcher["Next"])

    def _left(self, status: str, outcome: Outcome) -> dict[str, Any]:
        self.flow.leave(self.step, self.visit, outcome)
        ahead = {"nextState": outcome.next} if outcome.next else {}
        return {"status": status, "output": compact(outcome.output), **ahead}

    def _scope(self) -> Scope:
        return Scope(self.request.input, self.context, self.flow.variables, self.execution.chance)


def _no_tasks(request: TaskRequest) -> Any:
    raise LookupError(
        f"the state calls {request.resource.arn}, and nothing here does that: give try_state() a function as `tasks`, "
        "or the request a mock"
    )
