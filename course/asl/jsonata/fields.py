"""Fields of one value: the type that an expression in one must give, and the limits it must keep.

The error of a value out of range is the query language's own, too
(https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html, "Handling expression errors").
"""

from collections.abc import Callable
from typing import Any

from course import facts
from course.asl.errors import EvaluationError
from course.asl.json_types import kind
from course.asl.jsonpath import parse_timestamp

from .failures import unexpected

__all__ = ["TYPES", "checked"]

LONGEST = facts.value("states.seconds")
SECONDS = ("HeartbeatSeconds", "Seconds", "TimeoutSeconds")
COUNTS = ("MaxConcurrency", "MaxInputBytesPerBatch", "MaxItems", "MaxItemsPerBatch", "ToleratedFailureCount")
PERCENTAGE = "ToleratedFailurePercentage"
TYPES: dict[str, str] = {
    **dict.fromkeys((*SECONDS, *COUNTS, PERCENTAGE), "number"),
    **dict.fromkeys(("Cause", "Error", "Timestamp"), "string"),
}


def checked(found: Any, name: str, expression: str) -> Any:
    """Return what an expression gave for a field, if it may stand there. Raises `EvaluationError`."""
    wanted = TYPES.get(name)
    if wanted is not None and kind(found) != wanted:
        raise unexpected(wanted, found, expression, name)
    problem = CHECKS[name](found, name) if name in CHECKS else None
    if problem is not None:
        raise EvaluationError("States.QueryEvaluationError", problem, field=name)
    return found


def _whole(found: float, name: str) -> str | None:
    return None if found % 1 == 0 else f"The {name} field cannot be parsed as an integer: {found}"


def _seconds(found: float, name: str) -> str | None:
    outside = not 0 <= found <= LONGEST
    return _whole(found, name) or (
        f"{name} must be between 0 and {LONGEST} but was: {found}" if outside else None
    )


def _count(found: float, name: str) -> str | None:
    return _whole(found, name) or (f"{name} cannot be negative." if found < 0 else None)


def _percentage(found: float, name: str) -> str | None:
    return None if 0 <= found <= 100 else f"{name} must be between 0 and 100."


def _timestamp(found: str, name: str) -> str | None:
    if parse_timestamp(found) is not None:
        return None
    return (
        f"The {name} field cannot be parsed as an ISO-8601 extended offset date-time format string: {found}"
    )


CHECKS: dict[str, Callable[[Any, str], str | None]] = {
    **dict.fromkeys(SECONDS, _seconds),
    **dict.fromkeys(COUNTS, _count),
    PERCENTAGE: _percentage,
    "Timestamp": _timestamp,
}
