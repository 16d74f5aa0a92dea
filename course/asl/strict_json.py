"""JSON texts, read as strictly as AWS reads them: what Python lets pass (NaN, 1e999) is refused."""

import json
from math import isfinite
from typing import NoReturn

__all__ = ["DECODER", "finite", "refuse"]


def refuse(constant: str) -> NoReturn:
    """Raise ValueError for NaN, Infinity or -Infinity."""
    raise ValueError(f"{constant} is no JSON value")


def finite(digits: str) -> float:
    """Return the number that has these digits. Raises ValueError for one beyond all numbers."""
    number = float(digits)
    if not isfinite(number):
        raise ValueError(f"{digits[:40]} is too large a number")
    return number


# Its methods raise ValueError (of which JSONDecodeError is one), and RecursionError for what is nested too deeply.
DECODER = json.JSONDecoder(parse_constant=refuse, parse_float=finite)
