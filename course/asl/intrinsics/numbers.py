"""Sums and random values. AWS, "Intrinsics for Math operations", "Intrinsic for unique identifier generation"."""

import random as chance
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from course.asl.new_id import new_id

from .arguments import a_number, an_integer
from .errors import IntrinsicFailureError
from .json_form import as_text

__all__ = ["add", "identifier", "pick"]

_LEAST, _MOST = -(2**31), 2**31 - 1


def add(first: Any, second: Any) -> int:
    """`States.MathAdd`: of integers of 32 bits; fractions are rounded, a half upwards (-1.5 to -1)."""
    return _within(_rounded(first) + _rounded(second))


def pick(start: Any, end: Any, *seed: Any, random: chance.Random) -> int:
    """`States.MathRandom`: from `start` to the number before `end`; the same seed gives the same number."""
    least, beyond = an_integer(start), an_integer(end)
    if least >= beyond:
        raise IntrinsicFailureError(
            f"expected a start below the end, found {as_text(start)} and {as_text(end)}"
        )
    source = chance.Random(an_integer(seed[0])) if seed else random
    return source.randrange(least, beyond)


def identifier(*, random: chance.Random) -> str:
    """`States.UUID`: version 4."""
    return new_id(random)


def _rounded(value: Any) -> int:
    number = a_number(value)
    if isinstance(number, int):
        return _within(number)
    return _within(int((Decimal(number) + Decimal("0.5")).to_integral_value(ROUND_FLOOR)))


def _within(number: int) -> int:
    if not _LEAST <= number <= _MOST:
        raise IntrinsicFailureError(
            f"expected integers from {_LEAST} to {_MOST}, and such a sum, found {number}"
        )
    return number
