"""The events of a history as the stepper reads them: from an execution of the lab, or as boto3 recorded them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

__all__ = ["Event", "read_events"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its id (from 1), when it happened (seconds since the first one), and what it points back to.

    `details` are those of its type, empty where it has none.
    """

    id: int
    seconds: float
    type: str
    previous: int
    details: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a detail that is a text; empty where there is none."""
        found = self.details.get(name)
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> int:
        """Return a detail that is a whole number; 0 where there is none."""
        found = self.details.get(name)
        return found if isinstance(found, int) else 0


def read_events(history: Iterable[Mapping[str, Any]]) -> tuple[Event, ...]:
    """Return the events of GetExecutionHistory (`events`), the oldest first, whatever order they came in.

    Raises ValueError where there is no event, TypeError for what is no event.
    """
    found = sorted((event for event in history if isinstance(event, Mapping)), key=_id)
    if not found:
        raise ValueError("the history holds no event")
    moments = [_moment(event.get("timestamp")) for event in found]
    seconds = [max(0.0, (moment - moments[0]).total_seconds()) for moment in moments]
    return tuple(map(_event, found, seconds))


def _event(event: Mapping[str, Any], seconds: float) -> Event:
    # Each event has one such key, named after its type or the family of its type.
    details = next((event[key] for key in event if str(key).endswith("EventDetails")), None)
    previous = event.get("previousEventId", 0)
    return Event(
        _id(event),
        seconds,
        str(event.get("type", "")),
        previous if isinstance(previous, int) else 0,
        details if isinstance(details, Mapping) else {},
    )


def _id(event: Mapping[str, Any]) -> int:
    found = event.get("id")
    if not isinstance(found, int):
        raise TypeError(f"an event of a history has a number as its id, not {found!r}")
    return found


def _moment(found: Any) -> datetime:
    """Return a timestamp as boto3 has it, or as JSON does (text, or seconds since 1970)."""
    if isinstance(found, str):
        found = datetime.fromisoformat(found)
    elif isinstance(found, int | float):
        found = datetime.fromtimestamp(found, UTC)
    if not isinstance(found, datetime):
        raise TypeError(f"an event of a history has a timestamp, not {found!r}")
    return found if found.tzinfo else found.replace(tzinfo=UTC)
