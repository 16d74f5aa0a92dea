"""Texts: casts, fillings, encodings."""

import base64
import urllib.parse
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any

from course.asl.jsonata.bounds import BYTES
from course.asl.jsonata.failures import MEMORY, BoundExceeded, JException
from course.asl.jsonata.native import running
from course.asl.jsonata.signature import symbol
from course.asl.jsonata.values import NULL

from .numbers import as_text

__all__ = [
    "base64decode", "base64encode", "decoder", "encoder", "fitting", "join", "lowercase", "pad", "string",
]  # fmt: skip

CONSTANTS = {True: "true", False: "false", NULL: "null"}


def string(value: Any, pretty: bool | None) -> str | None:  # noqa: FBT001  (the language's own parameter)
    """Return a text as it is, nothing as nothing, and anything else as JSON; functions are empty."""
    if value is None or isinstance(value, str):
        return value
    if symbol(value) == "f":
        return ""
    evaluation = running()
    evaluation.charge(evaluation.weigh(value)[0] >> 4)
    return _written(value, "\n" if pretty else "")


def _written(value: Any, line: str) -> str:
    """Return a value's JSON; `line` is what begins a line, or empty for all in one."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, (list, dict)):
        inner = line and line + "  "
        if isinstance(value, list):
            opening, closing = "[]"
            items = [_written(item, inner) for item in value]
        else:
            opening, closing = "{}"
            between = ": " if line else ":"
            items = [encode_basestring(key) + between + _written(item, inner) for key, item in value.items()]
        return f"{opening}{inner}{f',{inner}'.join(items)}{line}{closing}" if items else opening + closing
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return as_text(value)
    return '""' if symbol(value) == "f" else CONSTANTS[value]


def lowercase(text: str | None) -> str | None:
    """Return the text in small letters."""
    return None if text is None else text.lower()


def pad(text: str | None, width: float | None, filler: str | None) -> str | None:
    """Return the text filled up to `width` characters, on the left if that is negative."""
    if text is None or width is None:
        return text
    missing = fitting(abs(int(width))) - len(text)
    fill = filler or " "
    filling = (fill * (max(missing, 0) // len(fill) + 1))[: max(missing, 0)]
    return filling + text if width < 0 else text + filling


def join(texts: list[str] | None, separator: str | None) -> str | None:
    """Return the texts in one."""
    if texts is None:
        return None
    between = separator or ""
    fitting(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


def base64encode(text: str | None) -> str | None:
    """Return the text's UTF-8 bytes in base 64."""
    return None if text is None else base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")


def base64decode(text: str | None) -> str | None:
    """Return the text that bytes in base 64 are in UTF-8."""
    return None if text is None else base64.b64decode(text, validate=True).decode("utf-8", "replace")


def encoder(name: str, safe: str) -> Callable[[str | None], str | None]:
    """Return a function that writes a text for a URL; `safe` may stay."""

    def encode(text: str | None) -> str | None:
        try:
            return None if text is None else urllib.parse.quote(text, safe=safe)
        except UnicodeEncodeError:
            raise JException("D3140", -1, name, text) from None

    return encode


def decoder(name: str) -> Callable[[str | None], str | None]:
    """Return a function that reads such a text."""

    def decode(text: str | None) -> str | None:
        try:
            return None if text is None else urllib.parse.unquote(text, errors="strict")
        except UnicodeDecodeError:
            raise JException("D3140", -1, name, text) from None

    return decode


def fitting(size: int) -> int:
    """Return the size of a text to be made. Raises `BoundExceeded` if it is too large."""
    if size > BYTES:
        raise BoundExceeded(MEMORY)
    return size
