"""Reading an event for a test of a pattern, as TestEventPattern does."""

import json
from typing import Any

from .numbers import read_float

__all__ = ["EventError", "read_event"]

# https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html; that "resources" may be left
# out is seen in recordings.
_NEEDED = {"id", "account", "source", "time", "region", "detail-type"}


class EventError(ValueError):
    """AWS would not take this text for an event."""

    code = "ValidationException"
    message = "Parameter Event is not valid."


def read_event(text: str) -> dict[str, Any]:
    """Return the event that a JSON text spells. Raises EventError unless it has all that an event must have."""
    try:
        event = json.loads(text, parse_float=read_float)
    except (ValueError, RecursionError):
        raise EventError(f"{EventError.message} It is no JSON.") from None
    if not isinstance(event, dict):
        raise EventError(f"{EventError.message} It is no JSON object.")
    if missing := sorted(_NEEDED - event.keys()):
        raise EventError(f"{EventError.message} It has no {', '.join(missing)}.")
    return event
