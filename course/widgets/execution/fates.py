"""What becomes of a failure: tried again, caught, or passed on. What happened is read from the events that follow.

Which retrier or catcher it was the history does not say; the engine's own rule says which of them takes an error.
"""

from dataclasses import dataclass
from typing import Any, Literal

from course.asl import StatesError
from course.asl.engine.retry import DEFAULTS, find

from .events import Event
from .lines import Line, Stay
from .story import Story

__all__ = ["Fate", "fate_of", "is_failure", "retried_around"]

_FAILURES = ("Failed", "TimedOut")
_STARTS = ("Scheduled", "StateStarted")


@dataclass(frozen=True)
class Fate:
    """`kind` says what became of it; `names` are those in the handler's ErrorEquals.

    For a retry, `delay` is the virtual time until then (seconds; None if it has not come yet), `number` counts the
    retrier's retries from 1, and `most` is how many it makes. For what a catcher takes, `target` is the next state.
    `used` counts the retries of this error that came before.
    """

    kind: Literal["retried", "caught", "failed"]
    names: tuple[str, ...] = ()
    delay: float | None = None
    number: int = 0
    most: int = 0
    target: str = ""
    used: int = 0


def is_failure(event: Event) -> bool:
    """Tell whether an event says that the work of one state has failed."""
    return event.type.endswith(_FAILURES) and not event.type.startswith(("Execution", "MapIteration"))


def fate_of(story: Story, event: Event, stay: Stay) -> Fate:
    """Return what became of a failure of a state."""
    after = story.after(event, stay)
    error = story.error_of(event)[0]
    state = story.state(stay)
    used = _retries(story, event, stay)
    if after is not None and is_failure(after) and after.type.endswith("StateFailed"):
        return fate_of(story, after, stay)
    if after is not None and (after.type.endswith(_STARTS) or after.type == "EvaluationFailed"):
        return _retried(state, error, used, after.seconds - event.seconds)
    if after is not None and after.type.endswith("Exited"):
        return _caught(story, after, state, error, _spent(state, error, used))
    if story.recording.status == "RUNNING" and _handler(state.get("Retry"), error) is not None:
        return _retried(state, error, used, None)
    return Fate("failed", used=_spent(state, error, used))


def retried_around(story: Story, event: Event, line: Line) -> tuple[Stay, float] | None:
    """Return the Parallel or Map around a line that is tried again because of this failure, and after how long."""
    owner = line.owner
    while owner is not None:
        after = story.after(event, owner)
        if after is not None and after.type.endswith("StateStarted") and after.previous == event.id:
            return owner, after.seconds - event.seconds
        owner = owner.line.owner
    return None


def _retried(state: dict[str, Any], error: str, used: list[str], delay: float | None) -> Fate:
    index = _handler(state.get("Retry"), error)
    if index is None:
        return Fate("retried", delay=delay, number=len(used) + 1)
    retrier = state["Retry"][index]
    number = 1 + sum(_handler(state["Retry"], each) == index for each in used)
    most = retrier.get("MaxAttempts", DEFAULTS["attempts"])
    return Fate("retried", _names(retrier), delay, number, most)


def _caught(story: Story, left: Event, state: dict[str, Any], error: str, used: int) -> Fate:
    index = _handler(state.get("Catch"), error)
    target = story.entered_after.get(left.id)
    names = _names(state["Catch"][index]) if index is not None else ()
    return Fate("caught", names, target=target.name if target else "", used=used)


def _spent(state: dict[str, Any], error: str, used: list[str]) -> int:
    index = _handler(state.get("Retry"), error)
    return sum(_handler(state["Retry"], each) == index for each in used) if index is not None else 0


def _retries(story: Story, event: Event, stay: Stay) -> list[str]:
    """The errors of this visit that were tried again before an event: each is what the next try comes after."""
    before = [story.by_id[number] for number in stay.events if number < event.id]
    tries = [each for each in before if each.type.endswith((*_STARTS, "EvaluationFailed"))]
    causes = [story.by_id.get(each.previous) for each in tries]
    return [
        story.error_of(cause)[0]
        for cause in causes
        if cause is not None and is_failure(cause) and not cause.type.startswith("MapRun")
    ]


def _handler(handlers: Any, error: str) -> int | None:
    """Return which handler takes the error; a heartbeat that stayed away is written down as a mere timeout."""
    found = handlers if isinstance(handlers, list) else []
    if not all(isinstance(each, dict) and isinstance(each.get("ErrorEquals"), list) for each in found):
        return None
    also = ("States.HeartbeatTimeout",) if error == "States.Timeout" else ()
    index = find(found, StatesError(error, ""))
    return index if index is not None else find(found, StatesError(error, "", also=also))


def _names(handler: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(each) for each in handler["ErrorEquals"])
