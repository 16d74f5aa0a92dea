"""What PutEvents takes: from an entry to an event, or to the reason why it is none.

https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
"""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from course.facts import value

__all__ = ["TooLargeError", "TooManyError", "check", "problem", "read", "stamp"]


class TooManyError(Exception):
    """The request has more entries than PutEvents takes. The text is AWS's."""


class TooLargeError(Exception):
    """The entries are too large together. The text is AWS's."""


def check(entries: Sequence[Mapping[str, Any]]) -> None:
    """Raise TooManyError or TooLargeError for a request that is refused as a whole."""
    most = value("events.entries")
    if not 1 <= len(entries) <= most:
        bound = f"less than or equal to {most}" if len(entries) > most else "greater than or equal to 1"
        raise TooManyError(
            "1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy "
            f"constraint: Member must have length {bound}"
        )
    if sum(map(_size, entries)) > value("events.entry.size"):
        raise TooLargeError("Total size of the entries in the request is over the limit.")


def _size(entry: Mapping[str, Any]) -> int:
    """Return the bytes of an entry as AWS counts them."""
    texts = [entry.get(name) or "" for name in ("Source", "DetailType", "Detail")]
    texts += entry.get("Resources") or []
    return sum(len(text.encode()) for text in texts) + (
        value("events.entry.time") if entry.get("Time") else 0
    )


def problem(entry: Mapping[str, Any]) -> dict[str, str] | None:
    """Return the error that stands in the answer for this entry; None for a good one."""
    for name in ("Source", "DetailType", "Detail"):
        if not entry.get(name):
            text = f"Parameter {name} is not valid. Reason: {name} is a required argument."
            return {"ErrorCode": "InvalidArgument", "ErrorMessage": text}
    if str(entry["Source"]).lower().startswith("aws."):
        return {
            "ErrorCode": "NotAuthorizedForSourceException",
            "ErrorMessage": "Not authorized for the source.",
        }
    try:
        detail = _detail(entry["Detail"])
    except (ValueError, RecursionError):
        detail = None
    if not isinstance(detail, dict):
        return {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
    return None


def read(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry says of its event: source, detail_type, detail, resources, and time where it is given."""
    event = {
        "source": entry["Source"],
        "detail_type": entry["DetailType"],
        "detail": _detail(entry["Detail"]),
        "resources": entry.get("Resources") or (),
    }
    time = entry.get("Time")
    return event if time is None else {**event, "time": stamp(datetime.fromtimestamp(float(time), UTC))}


def _detail(text: str) -> Any:
    """Return what a JSON text stands for. Raises ValueError, also for NaN and for numbers beyond all bounds."""
    return json.loads(text, parse_constant=_finite, parse_float=_finite)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is no JSON number")
    return number


def stamp(moment: datetime) -> str:
    """Return a moment as events write it, to the second."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
