"""Task: a request to the world, and its result."""

from typing import Any

from course.asl.engine.callbacks import Ticket
from course.asl.engine.context import with_token
from course.asl.engine.limits import checked, too_large
from course.asl.engine.visit import Outcome
from course.asl.errors import StatesError
from course.asl.integrations.resource import Resource
from course.asl.json_text import compact, fits, plain
from course.asl.tasks import TaskRequest

from .answer import LONGEST, answer_of, taken, within
from .attempt import Attempt
from .refusal import cannot_start, reasons_against
from .task_events import TaskEvents

__all__ = ["ResultError", "task"]


class ResultError(TypeError):
    """The task handler answered with something that is not plain data."""


def task(attempt: Attempt) -> Outcome:
    """Send the request that the state describes, and hand on the result."""
    resource = attempt.step.resource
    assert resource is not None, "plan.py gives every Task its resource"  # noqa: S101
    ticket = _ticket(attempt, resource)
    try:
        result = _result(attempt, resource, ticket)
    except Exception:
        attempt.flow.end_jobs()
        raise
    attempt.flow.when_cut.clear()
    if ticket:
        ticket.close()
    return attempt.leave_with(result)


def _result(attempt: Attempt, resource: Resource, ticket: Ticket | None) -> Any:
    flow, name = attempt.flow, attempt.step.name
    parameters = attempt.arguments()
    text = checked(flow.text(parameters), name)
    seconds, heartbeat = attempt.seconds("TimeoutSeconds"), attempt.seconds("HeartbeatSeconds")
    credentials = attempt.fields.get("Credentials")
    if credentials is not None:
        credentials = attempt.language.template(credentials, attempt.scope, "Credentials")
    if resource.kind == "activity" and not flow.execution.world.callbacks.knows(resource.arn):
        raise StatesError("States.Runtime", f"The activity {resource.arn} does not exist.")
    request = TaskRequest(
        resource,
        plain(text),
        name,
        attempt.scope.context,
        token=ticket.token if ticket else None,
        credentials=credentials,
        seconds=seconds,
        heartbeat=heartbeat,
        submitted=lambda answer: events.submitted(_text(attempt, resource, answer)),
        on_abort=flow.when_cut.append,
    )
    if refused := reasons_against(request, flow.execution.world.tasks):
        raise cannot_start(text, refused)
    events = TaskEvents(flow, resource)
    role = credentials.get("RoleArn") if isinstance(credentials, dict) else None
    events.scheduled(text, seconds, heartbeat, role)
    try:
        if resource.kind == "activity" and ticket is not None:
            ticket.input = text
            result = _by_activity(attempt, ticket, request, events)
        else:
            result = _by_handler(attempt, ticket, request, events)
        text = _text(attempt, resource, result)
    except StatesError as error:
        events.failed(error)
        raise
    events.succeeded(text)
    # A document of our own, whatever the handler does with the one that it answered.
    result = plain(text)
    flow.learn(result, text)
    return result


def _by_handler(attempt: Attempt, ticket: Ticket | None, request: TaskRequest, events: TaskEvents) -> Any:
    flow, handler = attempt.flow, attempt.flow.execution.world.tasks
    deadline = _deadline(attempt, request)
    events.started()
    limits = [limit for limit in (request.seconds, request.heartbeat if ticket is None else None) if limit]
    answer = within(flow, min(limits, default=None), lambda: handler(request))
    if ticket is None or request.resource.pattern != "waitForTaskToken":
        return answer
    events.submitted(_text(attempt, request.resource, answer))
    return answer_of(flow, ticket, deadline, request.heartbeat)


def _by_activity(attempt: Attempt, ticket: Ticket, request: TaskRequest, events: TaskEvents) -> Any:
    deadline = _deadline(attempt, request)
    attempt.flow.execution.world.callbacks.schedule(request.resource.arn, ticket)
    events.started(taken(attempt.flow, ticket, deadline))
    return answer_of(attempt.flow, ticket, deadline, request.heartbeat)


def _ticket(attempt: Attempt, resource: Resource) -> Ticket | None:
    """Return the ticket of a task that is answered later, and let its expressions see the token."""
    if not resource.pattern and resource.kind != "activity":
        return None
    flow = attempt.flow
    ticket = flow.execution.world.callbacks.issue(flow.execution.identity.arn)
    flow.when_cut.append(ticket.close)
    if resource.pattern:
        attempt.scope.context = with_token(dict(attempt.scope.context), ticket.token)
    return ticket


def _deadline(attempt: Attempt, request: TaskRequest) -> float:
    return attempt.flow.execution.clock.elapsed + (LONGEST if request.seconds is None else request.seconds)


def _text(attempt: Attempt, resource: Resource, answer: Any) -> str:
    """Return an answer as JSON text.

    Raises States.DataLimitExceeded, which States.ALL matches here, and States.TaskFailed for a number that JSON does not
    have, as a function may well return one.
    """
    try:
        text = compact(answer)
    except ValueError as problem:
        raise StatesError("States.TaskFailed", f"The task's answer is no JSON: {problem}") from None
    except TypeError as problem:
        raise ResultError(
            f"the task handler's answer for the state {attempt.step.name!r} is not plain data: {problem}"
        ) from None
    if not fits(text):
        raise StatesError("States.DataLimitExceeded", too_large(resource.type or resource.arn))
    return text
