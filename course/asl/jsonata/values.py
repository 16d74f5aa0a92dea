"""Documents on their way into an expression and out again.

Inside, the library tells null (`NULL`) from nothing (`None`), marks its sequences with a list class of its own, and
computes with Python's numbers. Outside there is plain JSON data alone. Numbers are those of the service: a whole
number stays exact while it fits into 64 bits and is a double beyond; 6.0 is 6; what is no finite number is written as
the text JavaScript has for it.
"""

import math
from operator import is_ as _is
from typing import Any

from jsonata.utils import Utils  # type: ignore[import-untyped]  # it ships no types

__all__ = ["NULL", "Unsupported", "inward", "number", "outward"]

NULL: Any = Utils.NULL_VALUE
LONG = 2**63


class Unsupported(Exception):  # noqa: N818  (it names what was found)
    """A result holds a function or a regular expression, which JSON cannot."""


def inward(value: Any, *, null: Any = NULL) -> Any:
    """Return a JSON document as expressions see it: the same object where nothing has to change.

    With a `null` of None it is what an expression makes of the document that hands it on as it is.
    """
    if value is None:
        return null
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, dict):
        inside = {key: inward(item, null=null) for key, item in value.items()}
        return value if all(map(_is, inside.values(), value.values())) else inside
    if isinstance(value, list):
        items = [inward(item, null=null) for item in value]
        return value if all(map(_is, items, value)) else items
    raise Unsupported


def outward(value: Any) -> Any:
    """Return a result as plain JSON data. Raises `Unsupported` if it holds what JSON cannot."""
    if value is NULL:
        return None
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return number(value) if math.isfinite(value) else _unbounded(value)
    if isinstance(value, dict):
        fields = {key: outward(item) for key, item in value.items() if item is not None}
        return (
            value if len(fields) == len(value) and all(map(_is, fields.values(), value.values())) else fields
        )
    if isinstance(value, list):
        items = [outward(item) for item in value if item is not None]
        return value if type(value) is list and all(map(_is, items, value)) else items
    raise Unsupported


def number(value: float) -> float:
    """Return a finite number in its plainest form."""
    if isinstance(value, int):
        if -LONG <= value < LONG:
            return value
        return float(value) if abs(value) < 10**308 else math.inf
    return int(value) if math.isfinite(value) and value.is_integer() and -LONG <= value < LONG else value


def _unbounded(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"
