"""Values as AWS, a Java program, writes them into a text."""

import json
import re
from decimal import Decimal
from typing import Any

__all__ = ["as_json", "as_text"]

# Below and from here on, Java writes a floating number with an exponent.
_SMALL, _LARGE = 1e-3, 1e7

_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|.)")
_plain = json.JSONEncoder(ensure_ascii=False).encode


def as_text(value: Any) -> str:
    """Return a string as it is, and anything else as its JSON text: what States.Format puts in place of `{}`."""
    return value if isinstance(value, str) else as_json(value)


def as_json(value: Any) -> str:
    """Return the JSON text of a value, without blanks; 1e10 is 1.0E10. Raises RecursionError for what is too deep."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_string(key)}:{as_json(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(as_json, value)) + "]"
    if isinstance(value, str):
        return _string(value)
    return _real(value) if isinstance(value, float) else _plain(value)


def _string(text: str) -> str:
    written = _plain(text)
    return _ESCAPE.sub(_upper, written) if "\\u" in written else written


def _upper(escape: re.Match[str]) -> str:
    return "\\u" + escape[0][2:].upper() if escape[0].startswith("\\u") else escape[0]


def _real(value: float) -> str:
    if value == 0 or _SMALL <= abs(value) < _LARGE:
        return repr(value)
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    first, rest = digits[0], "".join(map(str, digits[1:])) or "0"
    return f"{'-' * sign}{first}.{rest}E{int(exponent) + len(digits) - 1}"
