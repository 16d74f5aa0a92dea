"""What each task of a recorded history was asked, and how that ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recordings.cases import Case

Event = dict[str, Any]

SCHEDULED = ("TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled")
PREFIXES = ("Task", "LambdaFunction", "Activity")


@dataclass
class Attempt:
    """One attempt of one task: `asked` is what was sent, `began` the first answer of a job, `end` the event it ended with.

    `worker` is who took an activity's task.
    """

    state: str
    asked: Any
    began: Any = None
    end: str = ""
    details: dict[str, Any] | None = None
    worker: str | None = None
    taken: bool = False


def attempts(case: Case) -> list[Attempt]:
    """Return the attempts in the order of the history; those whose event ids were left out of it are not among them."""
    history = [event for event in case["expected"].get("history", []) if isinstance(event["id"], int)]
    by_id = {event["id"]: event for event in history}
    return [_attempt(event, history, by_id) for event in history if event["type"] in SCHEDULED]


def _attempt(scheduled: Event, history: list[Event], by_id: dict[int, Event]) -> Attempt:
    details = _details(scheduled)
    asked = details["parameters"] if "parameters" in details else details.get("input")
    attempt = Attempt(_state(scheduled, by_id), asked)
    for event in _after(scheduled, history):
        if event["type"] == "TaskSubmitted":
            attempt.began = _details(event)["output"]
        elif event["type"] == "ActivityStarted":
            attempt.worker = _details(event).get("workerName")
        elif event["type"].endswith(("Succeeded", "Failed", "TimedOut")):
            attempt.end, attempt.details = event["type"], _details(event)
    return attempt


def _after(scheduled: Event, history: list[Event]) -> Iterator[Event]:
    """Walk from one event to the next that points back to it, as long as they are about this task."""
    current: Event | None = scheduled
    while current:
        current = next(
            (
                event
                for event in history
                if event["previousEventId"] == current["id"]
                and event["type"].startswith(PREFIXES)
                and event["type"] not in SCHEDULED
                and "State" not in event["type"]
            ),
            None,
        )
        if current:
            yield current


def _state(event: Event, by_id: dict[int, Event]) -> str:
    while not event["type"].endswith("StateEntered"):
        event = by_id[event["previousEventId"]]
    name: str = event["stateEnteredEventDetails"]["name"]
    return name


def _details(event: Event) -> dict[str, Any]:
    return next((value for key, value in event.items() if key.endswith("EventDetails")), {})
