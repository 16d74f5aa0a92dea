"""The functions of a query over one row.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
"""

import math
from collections.abc import Callable
from datetime import UTC, datetime

from .records import Value, stamp

__all__ = ["FUNCTIONS", "milliseconds", "number", "text"]


def number(value: Value) -> float | None:
    """Return a value as a number; None for one that is none."""
    if value is None or isinstance(value, float | int):
        return value
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def text(value: Value) -> str:
    """Return a value as it is shown: a number without needless decimals, of which there are four at most."""
    if value is None or isinstance(value, str):
        return value or ""
    rounded = round(value, 4)
    return str(int(rounded)) if rounded == int(rounded) else repr(float(rounded))


def milliseconds(value: Value) -> float | None:
    """Return a moment (as shown, or milliseconds since 1970) in milliseconds; None for what is none."""
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC).timestamp() * 1000
    except ValueError:
        return number(value)


def floor_to(value: Value, period: float) -> Value:
    """Return the beginning of the period (in milliseconds) in which a moment lies."""
    at = milliseconds(value)
    return None if at is None else stamp(at // period * period)


def _truth(holds: bool) -> float:  # noqa: FBT001  it is what is turned
    return float(holds)


def _numeric(work: Callable[..., float]) -> Callable[..., Value]:
    def apply(*values: Value) -> Value:
        found = [number(value) for value in values]
        return None if any(each is None for each in found) else float(work(*found))

    return apply


def _substr(value: Value, start: Value, length: Value = None) -> Value:
    first, most = int(number(start) or 0), number(length)
    return text(value)[first:] if most is None else text(value)[first : first + int(most)]


# By name in small letters; the counts of arguments that each takes.
FUNCTIONS: dict[str, tuple[Callable[..., Value], range]] = {
    "abs": (_numeric(abs), range(1, 2)),
    "ceil": (_numeric(math.ceil), range(1, 2)),
    "coalesce": (lambda *values: next((each for each in values if each is not None), None), range(1, 99)),
    "concat": (lambda *values: "".join(text(each) for each in values), range(1, 99)),
    "datefloor": (floor_to, range(2, 3)),
    "floor": (_numeric(math.floor), range(1, 2)),
    "frommillis": (lambda value: None if (n := number(value)) is None else stamp(n), range(1, 2)),
    "greatest": (_numeric(max), range(1, 99)),
    "isblank": (lambda value: _truth(not text(value).strip()), range(1, 2)),
    "isempty": (lambda value: _truth(not text(value)), range(1, 2)),
    "ispresent": (lambda value: _truth(value is not None), range(1, 2)),
    "least": (_numeric(min), range(1, 99)),
    "replace": (lambda value, old, new: text(value).replace(text(old), text(new)), range(3, 4)),
    "strcontains": (lambda value, part: _truth(text(part) in text(value)), range(2, 3)),
    "strlen": (lambda value: float(len(text(value))), range(1, 2)),
    "substr": (_substr, range(2, 4)),
    "tolower": (lambda value: text(value).lower(), range(1, 2)),
    "tomillis": (milliseconds, range(1, 2)),
    "toupper": (lambda value: text(value).upper(), range(1, 2)),
    "trim": (lambda value: text(value).strip(), range(1, 2)),
}
