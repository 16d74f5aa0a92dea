"""Building and splitting strings. AWS, "Intrinsic for generic operation", "Intrinsic for String operation"."""

import re
from typing import Any

from .arguments import a_string
from .errors import IntrinsicFailureError
from .json_form import as_text

__all__ = ["fill_in", "split"]

_PART = re.compile(r"\\[\\'{}]|\{\}|[{}]|[^\\{}]+|\\")


def fill_in(template: Any, *values: Any) -> str:
    """`States.Format`: the template with each `{}` replaced by the value in its place.

    In the template a backslash makes a plain character of `'`, `{`, `}` or a backslash.
    """
    parts = _PART.findall(as_text(template))
    for brace, other in (("{", "}"), ("}", "{")):
        if brace in parts:
            raise IntrinsicFailureError(f"matching '{other}' not found for '{brace}'.", what="template")
    if parts.count("{}") != len(values):
        raise IntrinsicFailureError("number of arguments do not match the occurrences of {}.")
    texts = map(as_text, values)
    return "".join(next(texts) if part == "{}" else _plain(part) for part in parts)


def split(text: Any, delimiters: Any) -> list[str]:
    """`States.StringSplit`: at each character of `delimiters`; nothing is left where two of them meet."""
    source, marks = a_string(text), a_string(delimiters)
    if not marks:
        return [source] if source else []
    return [part for part in re.split(f"[{re.escape(marks)}]", source) if part]


def _plain(part: str) -> str:
    return part[1] if part[0] == "\\" and len(part) == 2 else part
