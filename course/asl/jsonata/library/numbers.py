"""Numbers: arithmetic over arrays, casts, and numbers as text."""

import math
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from jsonata.functions import Functions  # type: ignore[import-untyped]  # it ships no types

from course.asl.jsonata.failures import JException

from .pictures import LONGEST_PICTURE, with_picture

__all__ = [
    "as_text", "average", "ceil", "floor", "format_base", "format_integer", "format_number", "number", "parse_integer",
    "power", "round_", "sum_",
]  # fmt: skip

DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?")
PREFIXED = {"0x": 16, "0o": 8, "0b": 2}
ACTIVE = re.compile("[0-9#.,;]")
MOST_PLACES = 30
WIDE = Context(prec=2 * LONGEST_PICTURE)
# What makes a number of a picture larger before it is written: the option, its sign, and by how many places.
SCALES = (("percent", "%", 2), ("per-mille", "\u2030", 3))


def sum_(values: list[float] | None) -> float | None:
    """Return the sum as doubles give it; the sum of newer Pythons corrects its rounding."""
    if values is None:
        return None
    total = 0.0
    for value in values:
        total += value
    return total


def average(values: list[float] | None) -> float | None:
    """Return the mean, nothing for no numbers."""
    return (sum_(values) or 0.0) / len(values) if values else None


def floor(value: float | None) -> float | None:
    """Return the next whole number below."""
    return value if value is None or not math.isfinite(value) else math.floor(value)


def ceil(value: float | None) -> float | None:
    """Return the next whole number above."""
    return value if value is None or not math.isfinite(value) else math.ceil(value)


def round_(value: float | None, places: float | None) -> float | None:
    """Return the number with so many decimals; a half goes to the even neighbour."""
    if value is None or not math.isfinite(value) or (places or 0) > MOST_PLACES:
        return value
    if (places or 0) < -400:
        return 0
    unit = Decimal(1).scaleb(-int(places or 0))
    return float((Decimal(repr(value)) / unit).to_integral_value(ROUND_HALF_EVEN) * unit)


def power(base: float | None, exponent: float | None) -> float | None:
    """Return a power. Raises `JException` (D3061) if no finite number is one."""
    if base is None:
        return None
    try:
        result = math.inf if exponent is None else float(base) ** float(exponent)
    except (OverflowError, ZeroDivisionError):
        result = math.inf
    if isinstance(result, complex) or not math.isfinite(result):
        raise JException("D3061", -1, base, exponent)
    return result


def number(value: Any) -> float | None:
    """Return a number, a text of one (0x1F and the like too), or a boolean as number. Raises `JException` (D3030)."""
    if value is None or type(value) in {int, float}:
        return value  # type: ignore[no-any-return]  # the two cases are numbers and nothing
    if isinstance(value, bool):
        return int(value)
    if DECIMAL.fullmatch(value) and math.isfinite(result := float(value)):
        return int(value) if value.lstrip("-").isdigit() and abs(result) < 2**63 else result
    try:
        return int(value[2:].replace("_", "?"), PREFIXED[value[:2].lower()])
    except (KeyError, ValueError):
        raise JException("D3030", -1, value) from None


def as_text(value: float) -> str:
    """Return a number as the language writes it: JavaScript's notation, fractions with 15 digits."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, float) and not value.is_integer():
        value = float(f"{value:.15g}")
    if float(value).is_integer() and abs(value) < 1e21:
        return (
            str(value)
            if isinstance(value, int) and abs(value) < 2**63
            else format(Decimal(repr(float(value))), "f")
        )
    return _fraction(value)


def _fraction(value: float) -> str:
    if 1e-6 <= abs(value) < 1e21:
        return format(Decimal(repr(value)), "f")
    digits, _, exponent = repr(value).partition("e")
    return f"{digits.removesuffix('.0')}e{int(exponent):+d}"


def format_base(value: float | None, radix: float | None) -> str | None:
    """Return a number rounded and written to a base from 2 to 36."""
    if value is None:
        return None
    base = 10 if radix is None else int(radix)
    if not 2 <= base <= 36:
        raise JException("D3100", -1, radix)
    return str(Functions.base_repr(int(round_(value, 0) or 0), base)).lower()


def format_number(value: float | None, picture: str, options: dict[str, str] | None) -> str | None:
    """Return a number written after a picture (XPath's fn:format-number)."""
    if value is None:
        return None
    if not math.isfinite(value):
        return as_text(value)
    if len(picture) > LONGEST_PICTURE or not (options or ACTIVE.search(picture)):
        raise JException("D3086", -1)
    return str(Functions.format_number(_rounded(value, picture, options or {}), picture, options))


def _rounded(value: float, picture: str, options: dict[str, str]) -> Decimal:
    """Return the number with the decimals that its picture shows; the library would round a half upwards."""
    exact = Decimal(repr(value))
    pictures = picture.split(options.get("pattern-separator", ";"))
    _, _, fraction = pictures[0 if value >= 0 else -1].partition(options.get("decimal-separator", "."))
    zero, digit = options.get("zero-digit", "0"), options.get("digit", "#")
    places = sum(character == digit or 0 <= ord(character) - ord(zero) < 10 for character in fraction)
    if options.get("exponent-separator", "e") in picture:
        return exact
    places += next((shift for name, sign, shift in SCALES if options.get(name, sign) in picture), 0)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, WIDE)
    # A negative number keeps its sign, however small it is.
    return rounded if rounded or exact > 0 else exact


def format_integer(value: float | None, picture: str | None) -> Any:
    """Return a whole number written after a picture (XPath's fn:format-integer)."""
    if value is None:
        return None
    return with_picture(Functions.format_integer, picture, math.trunc(value), picture)


def parse_integer(text: str | None, picture: str | None) -> Any:
    """Return the whole number that a text writes after a picture; NaN if it does not."""
    if text is None:
        return None
    found = with_picture(_parsed, picture, text, picture)
    return math.nan if found is None else found


def _parsed(text: str, picture: str | None) -> Any:
    try:
        return Functions.parse_integer(text, picture)
    except (ValueError, LookupError):
        return None
