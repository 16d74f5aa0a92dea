"""The errors of JSONPath states, in the words that AWS has for them."""

import json
from typing import Any

from course.asl.errors import EvaluationError

__all__ = [
    "NOTHING",
    "as_text",
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
    said = f"The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{_json(document)}'"
    return runtime(said, field)


def bad_argument(call: str, path: str, document: Any) -> EvaluationError:
    """An argument of an intrinsic function that leads nowhere; AWS shows the whole call as it is written."""
    missing = (
        f"The JsonPath argument for the field '{path}' could not be found in the input '{_json(document)}'"
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
    shown = text if isinstance(text, str) else _json(text)
    said = f"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call"
    return runtime(f"{said}: {shown}", field)


def conflict(step: str | int, document: Any, field: str) -> EvaluationError:
    """A Reference Path that does not fit the document."""
    said = f'Unable to apply step "{step}" to input {_json(document)}'
    return EvaluationError("States.ReferencePathConflict", said, field=field)


def as_text(value: Any) -> str:
    """Write a value as AWS puts it into a sentence: a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dict)
