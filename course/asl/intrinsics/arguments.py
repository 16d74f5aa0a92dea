"""The arguments that a function may ask for, and what is said when it gets something else."""

from typing import Any

from course.asl.json_types import is_number, kind

from .errors import IntrinsicFailureError

__all__ = ["a_number", "a_string", "an_array", "an_integer", "an_object"]

_WITH_ARTICLE = {
    "array": "an array",
    "boolean": "a boolean",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}


def an_array(value: Any) -> list[Any]:
    """Return the value, an array."""
    if not isinstance(value, list):
        raise _expected("an array", value)
    return value


def an_object(value: Any) -> dict[str, Any]:
    """Return the value, an object."""
    if not isinstance(value, dict):
        raise _expected("an object", value)
    return value


def a_string(value: Any, most: int | None = None) -> str:
    """Return the value, a string of at most `most` characters, as Java counts them (16 bits each)."""
    if not isinstance(value, str):
        raise _expected("a string", value)
    if most is not None and len(value.encode("utf-16-le", "surrogatepass")) > 2 * most:
        raise IntrinsicFailureError(f"expected a string of at most {most:,} characters")
    return value


def a_number(value: Any) -> int | float:
    """Return the value, a number."""
    if not is_number(value):
        raise _expected("a number", value)
    return value


def an_integer(value: Any) -> int:
    """Return the value, a number, without its fraction.

    AWS's page has it rounded to the nearest integer. AWS cuts the fraction off: a partition by 2.6 has chunks of two.
    """
    return int(a_number(value))


def _expected(expected: str, value: Any) -> IntrinsicFailureError:
    return IntrinsicFailureError(f"expected {expected}, found {_WITH_ARTICLE[kind(value)]}")
