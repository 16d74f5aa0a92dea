"""The functions of stats: many rows become one number.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
"""

import math
import statistics
from collections.abc import Callable, Sequence

from .errors import QueryError
from .expressions import Expression, expression
from .functions import number, text
from .records import Record, Value
from .words import Words

__all__ = ["Total", "total"]

Total = Callable[[Sequence[Record]], Value]


def total(words: Words) -> Total:
    """Read one function of stats with what it is given. Raises QueryError."""
    name = words.name().lower()
    words.expect("(")
    if name == "count" and (words.accept("*", ")") or words.accept(")")):
        return lambda rows: float(len(rows))
    given = expression(words)
    share = 0.0
    if name in {"pct", "percentile"}:
        words.expect(",")
        share = number(words.take().text) or 0.0
        if not 0 <= share <= 100:
            raise QueryError(f"a percentile lies between 0 and 100, not at {share}")
    words.expect(")")
    return _over(name, given, share)


def _over(name: str, given: Expression, share: float) -> Total:
    if name in {"pct", "percentile"}:
        return lambda rows: _percentile(_numbers(rows, given), share)
    if name in _OF_NUMBERS:
        work = _OF_NUMBERS[name]
        return lambda rows: work(values) if (values := _numbers(rows, given)) else None
    if name in _OF_VALUES:
        pick = _OF_VALUES[name]
        return lambda rows: pick([value for row in rows if (value := given(row)) is not None])
    if name in {"earliest", "latest"}:
        choose = min if name == "earliest" else max
        return lambda rows: given(choose(rows, key=lambda row: text(row.get("@timestamp"))))
    raise QueryError(f"the lab does not know the function {name} of stats")


def _numbers(rows: Sequence[Record], given: Expression) -> list[float]:
    return [value for row in rows if (value := number(given(row))) is not None]


def _percentile(values: list[float], share: float) -> float | None:
    """Return the value at or below which so many percent lie; it is one of the values."""
    return sorted(values)[max(math.ceil(len(values) * share / 100), 1) - 1] if values else None


_OF_NUMBERS: dict[str, Callable[[list[float]], float]] = {
    "avg": statistics.fmean,
    "max": max,
    "median": statistics.median,
    "min": min,
    "stddev": statistics.pstdev,
    "sum": math.fsum,
}
_OF_VALUES: dict[str, Callable[[list[Value]], Value]] = {
    "count": lambda values: float(len(values)),
    "count_distinct": lambda values: float(len(set(values))),
}
