"""How an expression fails: the library's coded errors, the bounds of an evaluation, and AWS's words for both."""

import json
import math
import re
from typing import Any

from jsonata.jexception import JException  # type: ignore[import-untyped]  # it ships no types

from course.asl.errors import EvaluationError
from course.asl.json_text import compact
from course.asl.json_types import kind

from .values import NULL

__all__ = [
    "BoundExceeded",
    "JException",
    "blamed_on",
    "describe",
    "query_error",
    "rendered",
    "threw",
    "unexpected",
]

MEMORY = "Expression evaluation memory limit exceeded: Check for excessive memory usage"
STACK = (
    "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive"
)
TIMEOUT = "Expression evaluation timeout: Check for infinite loop"

# The library's catalogue says "Object" wherever the language says "function", and quotes otherwise.
MESSAGES: dict[str, str] = {
    code: text.replace("Object", "function").replace('"', "'")
    for code, text in JException.error_codes.items()
}
# Which of an error's values fill the message, where that is not simply their order.
ORDER: dict[str, tuple[int, ...]] = {"D1002": (1,)}
PLACEHOLDER = re.compile(r"\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}")


class BoundExceeded(Exception):  # noqa: N818  (it names what happened, as the words of AWS do)
    """An evaluation went over a bound; the argument is AWS's sentence."""


def describe(error: JException) -> str:
    """Return `T1006: Attempted to invoke a non-function`: code and message as AWS words them."""
    code = str(error.error)
    return f"{code}: {rendered(error)}" if code in MESSAGES else code


def rendered(error: JException) -> str:
    """Return the message alone; values stand in it as JSON, as in the language's reference implementation."""
    code = str(error.error)
    given = [error.current, error.expected, error.extra]
    values = iter([given[place] for place in ORDER.get(code, (0, 1, 2))])

    def fill(match: re.Match[str]) -> str:
        value = next(values, None)
        return str(value) if match[1] else _as_json(value)

    return PLACEHOLDER.sub(fill, MESSAGES.get(code, code))


def blamed_on(error: JException, operator: str) -> JException:
    """Return the error with its token replaced.

    What fails on the right side of `and` and `or` is said of the operator, by the reference implementation and by AWS.
    """
    names = [found[1] or found[2] for found in PLACEHOLDER.finditer(MESSAGES.get(str(error.error), ""))]
    given = [error.current, error.expected, error.extra]
    if "token" in names:
        given[names.index("token")] = operator
    return JException(error.error, error.location, *given)


def threw(expression: str, field: str, reason: str, *, coded: bool) -> EvaluationError:
    """Return the error of an expression that failed; AWS sets a coded reason apart as a sentence of its own."""
    separator = ". " if coded else ": "
    return query_error(expression, field, f"threw an error during evaluation{separator}{reason}")


def query_error(expression: str, field: str, what: str) -> EvaluationError:
    """Return the error that says `what` of one expression in one field."""
    return EvaluationError(
        "States.QueryEvaluationError",
        f"The JSONata expression '{expression}' specified for the field '{field}' {what}",
        field=field,
    )


def unexpected(wanted: str, found: Any, expression: str, field: str) -> EvaluationError:
    """Return the error of an expression whose result has a type that the field does not take."""
    said = f"Expected '{wanted}', but was '{kind(found)}' for value: {compact(found)}"
    return query_error(expression, field, f"returned an unexpected result type. {said}")


def _as_json(value: Any) -> str:
    if value is None:
        return "undefined"
    if isinstance(value, float) and not math.isfinite(value):
        return "null"

    def plain(other: Any) -> Any:
        return None if other is NULL else ""

    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=plain)
