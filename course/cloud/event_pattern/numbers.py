"""Numbers as patterns compare them: whatever their notation, if a double holds them exactly.

``300``, ``300.0`` and ``3e2`` are one number. One that a double does not hold (``1e400``, 20 digits) compares with
nothing; it is only equal to itself, written the same way. Behaviour of event-ruler; AWS's page promises less, 15
digits or six decimals: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import math
from decimal import Decimal

__all__ = ["comparable", "read_float"]


def read_float(text: str) -> float | Decimal:
    """Return the number that a JSON text spells: a float where it holds it exactly, else a Decimal."""
    number, exact = float(text), Decimal(text)
    return number if math.isfinite(number) and Decimal(repr(number)) == exact else exact


def comparable(value: object) -> float | None:
    """Return the double that stands for a number in comparisons; None for anything else."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if number == value or Decimal(repr(number)) == value else None
