"""The comparisons of a Choice rule; each takes the variable's value and what the rule compares it with.

A value of another type than the operator's never matches. States Language, "Data-test Expressions".
"""

import re
from collections.abc import Callable
from typing import Any

from course.asl.json_types import is_number

from .timestamps import parse_timestamp

__all__ = ["COMPARISONS", "IS", "Comparison"]

Comparison = Callable[[Any, Any], bool]
Order = Callable[[Any, Any], bool]

PIECES = re.compile(r"\\([*\\])|(\*)|(.)", re.DOTALL)

ORDERS: dict[str, Order] = {
    "Equals": lambda left, right: left == right,
    "LessThan": lambda left, right: left < right,
    "GreaterThan": lambda left, right: left > right,
    "LessThanEquals": lambda left, right: left <= right,
    "GreaterThanEquals": lambda left, right: left >= right,
}


def _text(value: Any) -> bytes | None:
    """Texts are ordered by their UTF-16 units, as Java does."""
    return value.encode("utf-16-be", "surrogatepass") if isinstance(value, str) else None


def _number(value: Any) -> int | float | None:
    return value if is_number(value) else None


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _ordered(read: Callable[[Any], Any], order: Order) -> Comparison:
    """Compare what `read` makes of both sides; None stands for a value of another type."""

    def compare(left: Any, right: Any) -> bool:
        first, second = read(left), read(right)
        return first is not None and second is not None and bool(order(first, second))

    return compare


def _like(value: Any, pattern: Any) -> bool:
    r"""Whether a text fits a pattern: `*` stands for any text, `\*` for an asterisk, `\\` for a backslash."""
    if not isinstance(value, str) or not isinstance(pattern, str):
        return False
    first, *others = _literals(pattern)
    if not others:
        return value == first
    *between, last = others
    if not value.startswith(first):
        return False
    at = len(first)
    for piece in between:
        found = value.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return len(value) - len(last) >= at and value.endswith(last)


def _literals(pattern: str) -> list[str]:
    """The texts between the asterisks."""
    found = [""]
    for escaped, star, other in PIECES.findall(pattern):
        if star:
            found.append("")
        else:
            found[-1] += escaped or other
    return found


COMPARISONS: dict[str, Comparison] = {
    "BooleanEquals": _ordered(_truth, ORDERS["Equals"]),
    "StringMatches": _like,
    **{f"String{name}": _ordered(_text, order) for name, order in ORDERS.items()},
    **{f"Numeric{name}": _ordered(_number, order) for name, order in ORDERS.items()},
    **{f"Timestamp{name}": _ordered(parse_timestamp, order) for name, order in ORDERS.items()},
}

# IsPresent is no test of a value: a rule answers it by looking for one.
IS: dict[str, Callable[[Any], bool]] = {
    "IsBoolean": lambda value: isinstance(value, bool),
    "IsNull": lambda value: value is None,
    "IsNumeric": is_number,
    "IsString": lambda value: isinstance(value, str),
    "IsTimestamp": lambda value: parse_timestamp(value) is not None,
}
