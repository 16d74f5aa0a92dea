"""Fields that must be numbers. Where one comes by a path, the query language has looked at it already."""

from typing import Any

from course.asl.engine.json_text import compact
from course.asl.errors import EvaluationError

from .attempt import Attempt

__all__ = ["mistaken", "seconds_of", "whole"]


def whole(attempt: Attempt, name: str) -> int | None:
    """Return a field that must be a whole number, or None if it is absent. Raises EvaluationError."""
    found = attempt.field(name)
    if found is None and name not in attempt.fields:
        return None
    if not _is_whole(found):
        text = found if isinstance(found, str) else compact(found)
        raise mistaken(
            attempt, name, f'The {name} field has the value "{text}" which is not a valid integer.'
        )
    return int(found)


def _is_whole(found: Any) -> bool:
    if isinstance(found, float):
        return found.is_integer()
    return isinstance(found, int) and not isinstance(found, bool)


def seconds_of(attempt: Attempt, name: str) -> int | None:
    """Return a time limit (seconds), or None if there is none. Raises EvaluationError."""
    found = whole(attempt, name)
    if found is not None and found <= 0:
        raise mistaken(attempt, name, f"The {name} field must be a positive integer, but was: {found}")
    return found


def mistaken(attempt: Attempt, name: str, sentence: str) -> EvaluationError:
    """Return the error of a field whose value cannot be used: an expression's, or that of the definition itself."""
    if is_computed(attempt.fields.get(name)):
        return EvaluationError("States.QueryEvaluationError", sentence, field=name)
    return EvaluationError("States.Runtime", sentence)


def is_computed(written: Any) -> bool:
    """Tell whether a field is written as a JSONata expression."""
    return isinstance(written, str) and written.startswith("{%")
