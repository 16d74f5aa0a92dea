"""Work that is answered later: task tokens, and activities whose workers fetch it.

One `Callbacks` serves any number of executions: a token that one of them gave out comes back here.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html and
https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html
"""

import base64
import hashlib
from collections import deque
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any, Literal

from course.asl.errors import StatesError
from course.clock import Bell, Clock
from course.facts import value

__all__ = ["CallbackError", "Callbacks", "Ticket"]

POLL = float(value("states.activity_poll"))

MESSAGES = {
    "InvalidToken": "Invalid Token: 'Invalid token'",
    "TaskDoesNotExist": "Task Does Not Exist: 'Task does not exist'",
    "TaskTimedOut": "Task Timed Out: 'Provided task does not exist anymore'",
}

Code = Literal["InvalidToken", "TaskDoesNotExist", "TaskTimedOut"]


class CallbackError(Exception):
    """A token that nobody waits for; `code` is InvalidToken, TaskDoesNotExist or TaskTimedOut."""

    def __init__(self, code: Code) -> None:
        super().__init__(MESSAGES[code])
        self.code = code


@dataclass(eq=False)
class Ticket:
    """One task that waits for an answer by its token.

    `result` or `failure` is the answer. `beaten` tells of a sign of life that was not noticed yet;
    `worker` is who took it, if it is an activity's: a name, or "" for a worker that gave none.
    """

    token: str
    input: str = ""
    bell: Bell = field(default_factory=Bell)
    result: Any = None
    failure: StatesError | None = None
    is_answered: bool = False
    is_closed: bool = False
    beaten: bool = False
    worker: str | None = None

    def close(self) -> None:
        """Wait for it no longer; whoever answers now is too late."""
        self.is_closed = True


class Callbacks:
    """The tokens that are out, and each activity's queue of tasks.

    `activities` holds the ARNs of the activities that exist, and may change; with None every activity does.
    """

    def __init__(self, activities: Container[str] | None = None) -> None:
        self._activities = activities
        self._tickets: dict[str, Ticket] = {}
        self._queues: dict[str, deque[Ticket]] = {}
        self._workers: dict[str, Bell] = {}

    def issue(self, arn: str) -> Ticket:
        """Return a ticket with a new token for a task of the execution `arn`."""
        made = hashlib.sha256(f"{len(self._tickets)} {arn}".encode()).digest()
        ticket = Ticket(base64.b64encode(b"\x01\x02" + made * 4).decode())
        self._tickets[ticket.token] = ticket
        return ticket

    def succeed(self, token: str, result: Any) -> None:
        """Answer a task with its result (plain data). Raises CallbackError."""
        self._answer(self.ticket(token), result, None)

    def fail(self, token: str, error: str | None = None, cause: str | None = None) -> None:
        """Let a task fail. Raises CallbackError."""
        self._answer(self.ticket(token), None, StatesError(error, cause))

    def heartbeat(self, token: str) -> None:
        """Report that the work goes on. Raises CallbackError."""
        ticket = self.ticket(token)
        ticket.beaten = True
        ticket.bell.ring()

    def knows(self, activity: str) -> bool:
        """Tell whether an activity exists."""
        return self._activities is None or activity in self._activities

    def schedule(self, activity: str, ticket: Ticket) -> None:
        """Put a task on an activity's queue; its worker will see `ticket.input`."""
        self._queues.setdefault(activity, deque()).append(ticket)
        self._workers.setdefault(activity, Bell()).ring()

    def take(
        self, activity: str, clock: Clock, worker: str | None = None, *, seconds: float = POLL
    ) -> Ticket | None:
        """Return the task that waits longest for a worker, waiting for one if need be; None when none came."""
        until = clock.elapsed + seconds
        while (ticket := self._next(activity)) is None and clock.elapsed < until:
            clock.listen(self._workers.setdefault(activity, Bell()), until - clock.elapsed)
        if ticket is not None:
            ticket.worker = worker or ""
            ticket.bell.ring()
        return ticket

    def _next(self, activity: str) -> Ticket | None:
        queue = self._queues.get(activity, deque())
        while queue:
            ticket = queue.popleft()
            if not ticket.is_closed:
                return ticket
        return None

    def ticket(self, token: str) -> Ticket:
        """Return the task that waits for an answer by this token. Raises CallbackError."""
        ticket = self._tickets.get(token)
        if ticket is None:
            raise CallbackError("InvalidToken")
        if ticket.is_closed or ticket.is_answered:
            raise CallbackError("TaskTimedOut")
        return ticket

    def _answer(self, ticket: Ticket, result: Any, failure: StatesError | None) -> None:
        ticket.result, ticket.failure, ticket.is_answered = result, failure, True
        ticket.bell.ring()
