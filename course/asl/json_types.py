"""What JSON calls the values of a document: Python counts true among the numbers, JSON does not."""

from typing import Any, TypeGuard

__all__ = ["is_number", "kind"]


def kind(value: Any) -> str:
    """Return the name of a plain value's type: null, boolean, number, string, array or object."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def is_number(value: Any) -> TypeGuard[int | float]:
    """Tell whether a value is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)
