"""What a Task state asks of the world: the request, and the handler that answers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .integrations.resource import Resource

__all__ = ["CheckingHandler", "TaskHandler", "TaskRequest"]


@dataclass(frozen=True, slots=True)
class TaskRequest:
    """One attempt of one Task state.

    `parameters` is the document that is sent (the payload itself for a plain Lambda ARN), the handler's to change.
    `token` is the task token of a `.waitForTaskToken`, and of a job that is waited for (`.sync`). `submitted` is
    for a `.sync` handler: it calls it with the first answer, as soon as the job has begun, and returns later with the
    result. `on_abort` takes what ends that job: it is called if nobody waits for it any more, since the task has timed
    out, another branch has failed or the execution was stopped. `seconds` and `heartbeat` are the limits in force, or
    None.
    """

    resource: Resource
    parameters: Any
    state: str
    context: Mapping[str, Any]
    token: str | None = None
    credentials: Any = None
    seconds: float | None = None
    heartbeat: float | None = None
    submitted: Callable[[Any], None] = field(default=lambda _: None)
    on_abort: Callable[[Callable[[], object]], None] = field(default=lambda _: None)


class TaskHandler(Protocol):
    """Do the work of a task, in blocking code that may sleep on the clock.

    Returns the result (plain data). Raises :class:`~course.asl.errors.StatesError` to fail the task. For
    `.waitForTaskToken` it returns the answer to the request; the result comes later, by token.
    Anything else that it raises is a bug of its own: it ends the execution and comes out of `run`.
    """

    def __call__(self, request: TaskRequest) -> Any: ...


class CheckingHandler(TaskHandler, Protocol):
    """A handler that knows which parameters no request can be made of; any other lets all of them through."""

    def refusals(self, request: TaskRequest) -> list[str]:
        """Return a sentence for each reason not to send this request; its parameters are not to be changed.

        Asked before anything is scheduled. With a reason the state fails as it does in AWS, and nothing is called.
        """
        ...
