"""Fields that must be numbers. Where one comes by a path, the query language has looked at it already."""

from typing import Any

from course.asl.errors import EvaluationError
from course.asl.json_text import shown
from course.asl.json_types import is_number
from course.asl.query import QueryLanguage, State
from course.asl.scope import Scope

__all__ = ["mistaken", "no_number", "whole"]


def whole(holder: State, name: str, language: QueryLanguage, scope: Scope) -> int | None:
    """Return a field that must be a whole number, or None if `holder` does not have it. Raises EvaluationError."""
    found = language.field(holder, name, scope)
    if found is None and name not in holder:
        return None
    if not is_number(found) or not float(found).is_integer():
        raise no_number(holder, name, found, "integer")
    return int(found)


def no_number(holder: State, name: str, found: Any, kind: str) -> EvaluationError:
    """Return the error of a value that is none of a `kind` of numbers (`integer`, `float`)."""
    sentence = f'The {name} field has the value "{shown(found)}" which is not a valid {kind}.'
    return mistaken(holder, name, sentence)


def mistaken(holder: State, name: str, sentence: str) -> EvaluationError:
    """Return the error of a field whose value cannot be used: an expression's, or that of the definition itself."""
    if _is_computed(holder.get(name)):
        return EvaluationError("States.QueryEvaluationError", sentence, field=name)
    return EvaluationError("States.Runtime", sentence)


def _is_computed(written: Any) -> bool:
    return isinstance(written, str) and written.startswith("{%")
