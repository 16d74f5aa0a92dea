"""What does the work of Task states while a definition is tried: the learner's answers, or the task's own input."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from course.asl import Callbacks, StatesError, TaskHandler, TaskRequest
from course.asl.engine import Ticket
from course.clock import Clock

__all__ = ["Answers", "Tokens"]

Tasks = TaskHandler | Mapping[str, Any] | None


class Answers:
    """A task handler made of `tasks`: a function of the request, or a mapping by the name of the state.

    A value of the mapping is the result, an exception to be raised, or a function of the request that returns one or
    the other. Whatever a function raises fails the task, by the name of the exception, as it does in Lambda. A task
    that has no answer gives back what it was sent; `echoed` has the names of those states, in their order.
    """

    def __init__(self, tasks: Tasks, clock: Clock, tokens: "Tokens") -> None:
        self.echoed: dict[str, None] = {}
        self._tasks = tasks
        self._clock = clock
        self._tokens = tokens
        tokens.answer = self.answer

    def __call__(self, request: TaskRequest) -> Any:
        """Do one attempt. Where the state waits for its token, the answer comes back by that."""
        if request.resource.pattern != "waitForTaskToken" or request.token is None:
            return self.answer(request)
        token = request.token
        self._clock.spawn(lambda: self._tokens.settle(token, request), name=request.state)
        return {}

    def refusals(self, request: TaskRequest) -> list[str]:
        """Refuse nothing; an activity's request is noted here, since nobody is called with it."""
        if request.resource.kind == "activity" and request.token is not None:
            self._tokens.asked[request.token] = request
        return []

    def answer(self, request: TaskRequest) -> Any:
        """Return the result of a task. Raises StatesError."""
        try:
            return self._answer(request)
        except StatesError:
            raise
        except Exception as problem:
            raise StatesError(type(problem).__name__, str(problem)) from problem

    def _answer(self, request: TaskRequest) -> Any:
        answer: Any = self._tasks
        if isinstance(answer, Mapping):
            answer = answer.get(request.state, self._echo)
        if answer is None and not isinstance(self._tasks, Mapping):
            answer = self._echo
        if callable(answer) and not isinstance(answer, type):
            answer = answer(request)
        if isinstance(answer, BaseException) or (isinstance(answer, type) and issubclass(answer, Exception)):
            raise answer
        _check_plain(answer, request.state)
        return answer

    def _echo(self, request: TaskRequest) -> Any:
        self.echoed[request.state] = None
        return request.parameters


class Tokens(Callbacks):
    """Tokens and activities that are answered at once, by the same function as any other task."""

    answer: Callable[[TaskRequest], Any]

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.asked: dict[str, TaskRequest] = {}
        self._clock = clock

    def schedule(self, activity: str, ticket: Ticket) -> None:
        """Put a task on an activity's queue, and let its worker come."""
        super().schedule(activity, ticket)
        self._clock.spawn(lambda: self._work(activity), name="a worker")

    def settle(self, token: str, request: TaskRequest) -> None:
        """Answer a task by its token."""
        try:
            self.succeed(token, self.answer(request))
        except StatesError as error:
            self.fail(token, error.error, error.cause)

    def _work(self, activity: str) -> None:
        ticket = self.take(activity, self._clock, "the editor", seconds=0)
        if ticket is not None:
            self.settle(ticket.token, self.asked[ticket.token])


def _check_plain(answer: Any, state: str) -> None:
    try:
        json.dumps(answer)
    except (TypeError, ValueError) as problem:
        raise TypeError(f"what the task of {state!r} gave back is no plain data: {problem}") from None
