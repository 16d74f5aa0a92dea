"""The events of a task's work, in words: what Step Functions asks for, and what comes back."""

from collections.abc import Callable

from course.widgets.words import duration

from .events import Event
from .fate_sentences import failure_of, handled
from .story import Moment
from .subjects import called, service, target

__all__ = ["task_sentence"]

_WAITS = "waitForTaskToken"


def task_sentence(at: Moment) -> str:
    """Return the sentence for an event of a task; empty for an event of any other kind."""
    tell = _SENTENCES.get(at.event.type)
    if tell is not None:
        return tell(at)
    told = _FAILURES.get(at.event.type)
    if told is not None:
        return f"{told(at)}. {handled(at)}"
    return ""


def tries(at: Moment) -> int:
    """Return which try of the state's work an event belongs to, from 1."""
    return max(
        1,
        sum(
            at.story.by_id[each].type.endswith("Scheduled") for each in at.stay.events if each <= at.event.id
        ),
    )


def _again(at: Moment) -> str:
    number = tries(at)
    return f" once more (try {number})" if number > 1 else ""


def _limits(event: Event) -> str:
    seconds, heartbeat = event.number("timeoutInSeconds"), event.number("heartbeatInSeconds")
    said = [f"it may take {duration(seconds)}"] if seconds else []
    if heartbeat:
        said.append(f"must give a sign of life every {duration(heartbeat)}")
    return f"; {' and '.join(said)}" if said else ""


def _function(at: Moment) -> str:
    resource = at.event.text("resource") or str(at.story.state(at.stay).get("Resource", ""))
    return ":".join(resource.split(":")[6:]) or resource or "of this state"


def _function_scheduled(at: Moment) -> str:
    name = _function(at)
    return f"Step Functions calls the Lambda function {name}{_again(at)}{_limits(at.event)}."


def _scheduled(at: Moment) -> str:
    action, _, pattern = at.event.text("resource").partition(".")
    about = target(at.event.text("parameters"))
    called_up = f"Step Functions calls {service(at.event.text('resourceType'))}: {action}"
    called_up += f" ({about})" if about else ""
    called_up += f"{_again(at)}{_limits(at.event)}."
    if pattern == _WAITS:
        return f"{called_up} The task token goes along with it, so that whoever has it can answer."
    if pattern:
        return f"{called_up} It will wait until the job that this begins is done."
    return f"{called_up}"


def _submitted(at: Moment) -> str:
    if at.event.text("resource").endswith(_WAITS):
        return (
            f"{service(at.event.text('resourceType'))} has taken it. Now {called(at.stay.name)} waits, and nothing is "
            "billed meanwhile, until somebody sends the task token back: SendTaskSuccess or SendTaskFailure."
        )
    return f"{service(at.event.text('resourceType'))} has begun the job. {called(at.stay.name)} waits until it is done."


def _succeeded(at: Moment) -> str:
    pattern = at.event.text("resource").partition(".")[2]
    if pattern == _WAITS:
        return "Somebody has sent the task token back with SendTaskSuccess. The result came along with it."
    if pattern:
        return "The job is done."
    return f"{service(at.event.text('resourceType'))} has answered."


def _started(at: Moment) -> str:
    return f"The call to {service(at.event.text('resourceType'))} is under way."


def _activity_scheduled(at: Moment) -> str:
    name = at.event.text("resource").rpartition(":")[2]
    return (
        f"The task is put up for the workers of the activity {name}{_again(at)}{_limits(at.event)}. "
        "It waits until one of them asks for work."
    )


def _activity_started(at: Moment) -> str:
    worker = at.event.text("workerName")
    return f"The worker {worker} takes the task." if worker else "A worker takes the task."


_SENTENCES: dict[str, Callable[[Moment], str]] = {
    "ActivityScheduled": _activity_scheduled,
    "ActivityStarted": _activity_started,
    "ActivitySucceeded": lambda _: "The worker reports success.",
    "LambdaFunctionScheduled": _function_scheduled,
    "LambdaFunctionStarted": lambda _: "The function runs.",
    "LambdaFunctionSucceeded": lambda _: "The function has returned.",
    "TaskScheduled": _scheduled,
    "TaskStarted": _started,
    "TaskSubmitted": _submitted,
    "TaskSucceeded": _succeeded,
}


def _function_failed(at: Moment) -> str:
    return f"The function fails with {failure_of(at.story, at.event)}"


def _refused(at: Moment) -> str:
    return f"The call itself is refused with {failure_of(at.story, at.event)}"


def _task_failed(at: Moment) -> str:
    if at.event.text("resource").endswith(_WAITS):
        return f"Somebody has sent the task token back with SendTaskFailure: {failure_of(at.story, at.event)}"
    return f"{service(at.event.text('resourceType'))} answers with an error: {failure_of(at.story, at.event)}"


def _worker_failed(at: Moment) -> str:
    return f"The worker reports a failure: {failure_of(at.story, at.event)}"


def _timed_out(at: Moment) -> str:
    return f"No answer, or no sign of life, came in time: {failure_of(at.story, at.event)}"


_FAILURES: dict[str, Callable[[Moment], str]] = {
    "ActivityFailed": _worker_failed,
    "ActivityScheduleFailed": _refused,
    "ActivityTimedOut": _timed_out,
    "LambdaFunctionFailed": _function_failed,
    "LambdaFunctionScheduleFailed": _refused,
    "LambdaFunctionStartFailed": _refused,
    "LambdaFunctionTimedOut": _timed_out,
    "TaskFailed": _task_failed,
    "TaskStartFailed": _refused,
    "TaskSubmitFailed": _refused,
    "TaskTimedOut": _timed_out,
}
