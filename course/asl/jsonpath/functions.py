"""The functions that may end a path: `.length()`, `.sum()` and their kin."""

import math
import statistics
from collections.abc import Callable
from typing import Any

from course.asl.json_types import is_number

from .errors import PathNotFoundError, Why

__all__ = ["FUNCTIONS", "call"]

EMPTY = "Aggregation function attempted to calculate value using empty array"
TOO_LARGE = "The numbers are too large to calculate with"


def call(name: str, value: Any, arguments: tuple[int, ...] = ()) -> Any:
    """Apply a function by name; a value that it cannot handle leads nowhere."""
    return FUNCTIONS[name](value, *arguments)


def _length(value: Any) -> int | None:
    return len(value) if isinstance(value, (list, dict)) else None


def _keys(value: Any) -> list[str] | None:
    return list(value) if isinstance(value, dict) else None


def _item(value: Any, number: int) -> Any:
    if isinstance(value, list) and -len(value) <= number < len(value):
        return value[number]
    raise PathNotFoundError(lambda: Why(f"No item {number} in this value"))


def _aggregate(function: Callable[[list[float]], float]) -> Callable[[Any], float]:
    def applied(value: Any) -> float:
        items = value if isinstance(value, list) else []
        numbers = [item for item in items if is_number(item)]
        if not numbers:
            raise PathNotFoundError(lambda: Why(EMPTY))
        try:
            return float(function(numbers))
        except OverflowError:
            raise PathNotFoundError(lambda: Why(TOO_LARGE)) from None

    return applied


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "avg": _aggregate(statistics.fmean),
    "first": lambda value: _item(value, 0),
    "index": _item,
    "keys": _keys,
    "last": lambda value: _item(value, -1),
    "length": _length,
    "max": _aggregate(max),
    "min": _aggregate(min),
    "size": _length,
    "stddev": _aggregate(statistics.pstdev),
    "sum": _aggregate(math.fsum),
}
