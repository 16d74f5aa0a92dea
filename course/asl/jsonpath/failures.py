"""The errors of JSONPath states, in the words that AWS has for them."""

from typing import Any

from course.asl.errors import EvaluationError
from course.asl.json_text import compact, shown

__all__ = [
    "NOTHING",
    "bad_argument",
    "bad_path",
    "conflict",
    "function_failed",
    "invalid",
    "not_found",
    "runtime",
]

NOTHING = "Unable to apply Path transformation to null or empty input."


def runtime(cause: str, field: str | None = None) -> EvaluationError:
    """`States.Runtime`, which no catcher takes."""
    return EvaluationError("States.Runtime", cause, field=field)


def not_found(path: str, field: str, document: Any) -> EvaluationError:
    """A `.$` field whose path leads nowhere."""
    said = f"The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{compact(document)}'"
    return runtime(said, field)


def bad_argument(call: str, path: str, document: Any) -> EvaluationError:
    """An argument of an intrinsic function that leads nowhere; AWS shows the whole call as it is written."""
    missing = (
        f"The JsonPath argument for the field '{path}' could not be found in the input '{compact(document)}'"
    )
    return function_failed(call, missing)


def function_failed(call: str, why: object) -> EvaluationError:
    """A call of an intrinsic function that fails."""
    return runtime(f"The function '{call}' had the following error: {why}")


def invalid(path: str, why: object, field: str) -> EvaluationError:
    """An InputPath, OutputPath or the like that leads nowhere."""
    return runtime(f"Invalid path '{path}' : {why}", field)


def bad_path(text: Any, field: str) -> EvaluationError:
    """A text that is no path; AWS refuses it at creation, so only an unjudged definition comes here."""
    said = f"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call"
    return runtime(f"{said}: {shown(text)}", field)


def conflict(step: str | int, document: Any, field: str) -> EvaluationError:
    """A Reference Path that does not fit the document."""
    said = f'Unable to apply step "{step}" to input {compact(document)}'
    return EvaluationError("States.ReferencePathConflict", said, field=field)
