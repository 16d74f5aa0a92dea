"""The condition ``numeric``: comparisons and ranges, as in ``[">", 0, "<=", 150]``.

Source: https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html
"""

import operator
from collections.abc import Callable
from typing import Any

from course.cloud.filter_policy.errors import ConditionError
from course.cloud.filter_policy.json_values import comparable, is_number, show

__all__ = ["COMPARISONS", "check", "holds", "says"]

COMPARISONS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "=": (operator.eq, "equal to"),
    ">": (operator.gt, "above"),
    ">=": (operator.ge, "at least"),
    "<": (operator.lt, "below"),
    "<=": (operator.le, "at most"),
}
_LOWER, _UPPER = (">", ">="), ("<", "<=")
_EXAMPLE = 'Write {"numeric": [">", 100]} or {"numeric": [">", 0, "<=", 150]}, numbers without quotes.'


def check(
    terms: object,
    number: Callable[[object], float | None] = comparable,
    out_of_range: str = "Value must be between -1.0E9 and 1.0E9, inclusive",
) -> None:
    """Raise ConditionError unless `terms` is one comparison, or a lower bound and then an upper one.

    `number` returns None for a number that cannot be compared.
    """
    if not isinstance(terms, list):
        raise ConditionError("Value of numeric must be an array.", _EXAMPLE)
    first = terms[0] if terms else None
    if not isinstance(first, str):
        raise ConditionError(f"Invalid member in numeric match: {show(first) if terms else ']'}", _EXAMPLE)
    if first not in COMPARISONS:
        raise ConditionError(f"Unrecognized numeric range operator: {first}", _EXAMPLE)
    bottom = _number(terms, 1, number, out_of_range)
    if len(terms) == 2:
        return
    if first not in _LOWER:
        raise ConditionError("Too many elements in numeric expression", _EXAMPLE)
    second = terms[2]
    if not isinstance(second, str):
        raise ConditionError(f"Bad value in numeric range: {show(second)}", _EXAMPLE)
    if second not in _UPPER:
        raise ConditionError(
            f"Bad numeric range operator: {second}", "A range is a lower bound, then an upper one."
        )
    top = _number(terms, 3, number, out_of_range)
    if len(terms) > 4:
        raise ConditionError("Too many terms in numeric range expression", _EXAMPLE)
    if bottom >= top:
        raise ConditionError(
            "Bottom must be less than top", "No number can be above the one and below the other."
        )


def _number(
    terms: list[object], place: int, number: Callable[[object], float | None], out_of_range: str
) -> float:
    given = terms[place] if place < len(terms) else None
    if not is_number(given):
        name = "equals" if terms[place - 1] == "=" else terms[place - 1]
        raise ConditionError(f"Value of {name} must be numeric", _EXAMPLE)
    found = number(given)
    if found is None:
        raise ConditionError(out_of_range)
    return found


def holds(terms: list[object], value: object) -> bool:
    """Tell whether a value is a number that all comparisons accept; a text never is, whatever it spells."""
    number = comparable(value)
    return number is not None and all(
        COMPARISONS[name][0](number, limit) for name, limit in _pairs(terms) if limit is not None
    )


def says(terms: list[object]) -> str:
    """Describe the numbers that are accepted."""
    return "a number that is " + " and ".join(
        f"{COMPARISONS[name][1]} {show(limit)}" for name, limit in _shown(terms)
    )


def _pairs(terms: list[object]) -> list[tuple[str, int | None]]:
    return [(str(name), comparable(limit)) for name, limit in _shown(terms)]


def _shown(terms: list[object]) -> list[tuple[str, object]]:
    return [(str(name), limit) for name, limit in zip(terms[::2], terms[1::2], strict=True)]
