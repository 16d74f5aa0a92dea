"""Tasks that wait for an answer by their token, and those that got one: read from the histories of executions.

Nobody else lists them: Step Functions gives each token out once, to whom the request is sent.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from course.asl.engine import CallbackError

__all__ = ["OpenTask", "open_tasks"]

Status = Literal["waiting", "unfetched", "succeeded", "failed", "timed out", "ended"]

_TOKEN = re.compile(r"[A-Za-z0-9+/=]{40,}")
# How an event of a task's family ends it, and where its details are.
_ENDS: dict[str, Status] = {
    "TaskSucceeded": "succeeded",
    "ActivitySucceeded": "succeeded",
    "TaskFailed": "failed",
    "TaskSubmitFailed": "failed",
    "ActivityFailed": "failed",
    "ActivityScheduleFailed": "failed",
    "TaskTimedOut": "timed out",
    "ActivityTimedOut": "timed out",
}
# What a request names its receiver by, and the word for that.
_RECEIVERS = {
    "QueueUrl": "queue",
    "TopicArn": "topic",
    "FunctionName": "function",
    "TableName": "table",
    "StateMachineArn": "state machine",
}
# Where a request has what the receiver reads.
_CONTENTS = ("MessageBody", "Message", "Payload", "Item", "Entries", "Input")


@dataclass
class OpenTask:
    """One attempt of a Task that is answered by its token.

    `receiver` says to whom it was sent; `content` is what was sent, the token in it replaced by `TOKEN`. `token` is ""
    where it is not in what was sent, and of an activity's task that nobody fetched through the inbox. `timeout` and
    `heartbeat` are seconds or None; `alive` is when the last sign of life came. `answer` is the output's text, or error
    and cause.
    """

    id: str
    machine: str
    execution: str
    state: str
    receiver: str
    content: Any
    token: str
    scheduled: datetime
    timeout: int | None
    heartbeat: int | None
    alive: datetime
    activity: str = ""
    status: Status = "waiting"
    answer: str = ""
    ended: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits."""
        return self.status in {"waiting", "unfetched"}

    def left(self, now: datetime) -> float | None:
        """Return the seconds until its timeout; None where it has none."""
        return None if self.timeout is None else self.timeout - (now - self.scheduled).total_seconds()

    def silence_left(self, now: datetime) -> float | None:
        """Return the seconds until a heartbeat is missed; None where none is wanted."""
        return None if self.heartbeat is None else self.heartbeat - (now - self.alive).total_seconds()


TOKEN = "(the task token)"  # noqa: S105  what is shown in its place


def open_tasks(account: Any, machine: str | None = None) -> list[OpenTask]:
    """Return the tasks of an account that wait or waited for a token, in the order in which they were scheduled."""
    service = vars(account).get("state_machines")
    if service is None:
        return []
    executions = [
        execution
        for run in service.runs.values()
        if machine in {None, run.target.machine.name}
        for execution in (
            run.execution,
            *(child.live for _, map_run in run.map_runs() for child in map_run.children if child.live),
        )
    ]
    found = [task for execution in executions for task in _tasks_of(execution, service.callbacks)]
    _hear_heartbeats(found, account)
    return sorted(found, key=lambda task: task.scheduled)


def _tasks_of(execution: Any, callbacks: Any) -> Iterator[OpenTask]:
    tasks: list[OpenTask] = []
    states: dict[int, str] = {}
    by_event: dict[int, OpenTask] = {}
    for event in execution.history:
        number, previous, kind = event["id"], event["previousEventId"], event["type"]
        states[number] = event.get("stateEnteredEventDetails", {}).get("name") or states.get(previous, "")
        details: dict[str, Any] = next(
            (value for key, value in event.items() if key.endswith("EventDetails")), {}
        )
        if kind == "ActivityScheduled" or (
            kind == "TaskScheduled" and details["resource"].endswith(".waitForTaskToken")
        ):
            by_event[number] = _begun(execution, event, details, states[number], callbacks)
            tasks.append(by_event[number])
        elif previous in by_event and kind.startswith(("Task", "Activity")) and "State" not in kind:
            by_event[number] = by_event[previous]
            _go_on(by_event[number], kind, event["timestamp"], details)
    for task in tasks:
        if task.is_open and execution.status != "RUNNING":
            task.status, task.ended = "ended", execution.stop_date
            task.answer = f"the execution has ended ({execution.status})"
    yield from tasks


def _begun(
    execution: Any, event: dict[str, Any], details: dict[str, Any], state: str, callbacks: Any
) -> OpenTask:
    is_activity = event["type"] == "ActivityScheduled"
    request = json.loads(details["input" if is_activity else "parameters"])
    token = "" if is_activity else _token_in(request, callbacks)
    activity = details["resource"] if is_activity else ""
    return OpenTask(
        f"{execution.identity.arn} {event['id']}",
        execution.identity.machine_name,
        execution.identity.name,
        state,
        f"activity {activity.rpartition(':')[2]}"
        if is_activity
        else _receiver(request, details["resourceType"]),
        _without(token, _opened(request if is_activity else _content(request))),
        token,
        event["timestamp"],
        details.get("timeoutInSeconds"),
        details.get("heartbeatInSeconds"),
        event["timestamp"],
        activity,
        "unfetched" if is_activity else "waiting",
    )


def _go_on(task: OpenTask, kind: str, at: datetime, details: dict[str, Any]) -> None:
    if kind == "ActivityStarted":
        task.status = "waiting"
    if kind in {"ActivityStarted", "TaskSubmitted"}:
        task.alive = at
    if kind in _ENDS:
        task.status, task.ended = _ENDS[kind], at
        error = ": ".join(filter(None, (details.get("error"), details.get("cause"))))
        task.answer = details.get("output") or error


def _token_in(request: Any, callbacks: Any) -> str:
    """Return the token that a request carries; "" when there is none in it."""
    for text in _texts(request):
        for candidate in _TOKEN.findall(text):
            try:
                callbacks.ticket(candidate)
            except CallbackError as refused:
                if refused.code == "InvalidToken":
                    continue
            return str(candidate)
    return ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _receiver(request: Any, service: str) -> str:
    for key, word in _RECEIVERS.items():
        if isinstance(request, dict) and isinstance(request.get(key), str):
            return f"{word} {re.split('[:/]', request[key])[-1]}"
    return service.removeprefix("aws-sdk:")


def _content(request: Any) -> Any:
    found = [request[key] for key in _CONTENTS if isinstance(request, dict) and key in request]
    return found[0] if found else request


def _opened(value: Any) -> Any:
    """Return the document that a text holds as JSON, else the value as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _without(token: str, value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(token, TOKEN) if token else value
    if isinstance(value, dict):
        return {key: _without(token, each) for key, each in value.items()}
    return [_without(token, each) for each in value] if isinstance(value, list) else value


def _hear_heartbeats(tasks: list[OpenTask], account: Any) -> None:
    """Note the signs of life that were accepted; no history tells of them."""
    waiting = {task.token: task for task in tasks if task.heartbeat is not None and task.token}
    if not waiting:
        return
    for span in account.trace.find(kind="call", name="SendTaskHeartbeat", status="ok"):
        token = (span.detail.get("parameters") or {}).get("taskToken")
        if token in waiting:
            moment = datetime.fromtimestamp(
                account.clock.start.timestamp() + span.end, account.clock.start.tzinfo
            )
            waiting[token].alive = max(waiting[token].alive, moment)
