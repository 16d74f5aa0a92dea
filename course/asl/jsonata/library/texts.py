"""Texts: casts, fillings, encodings."""

import base64
import json
import urllib.parse
from collections.abc import Callable, Iterator
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


def string(value: Any, pretty: bool | None) -> str | None:  # noqa: FBT001  (the language's own parameter)
    """Return a text as it is, nothing as nothing, and anything else as JSON; functions are empty."""
    if value is None or isinstance(value, str):
        return value
    if symbol(value) == "f":
        return ""
    evaluation = running()
    evaluation.charge(evaluation.weigh(value)[0] >> 5)
    return "".join(_written(value, "\n" if pretty else ""))


def _written(value: Any, line: str) -> Iterator[str]:
    """Yield the pieces of a value's JSON; `line` is what begins a line, or empty for all in one."""
    if isinstance(value, (list, dict)) and value:
        opening, closing = "[]" if isinstance(value, list) else "{}"
        inner = line and line + "  "
        keys = [""] * len(value) if isinstance(value, list) else [_key(key, line) for key in value]
        items = value if isinstance(value, list) else value.values()
        for index, (key, item) in enumerate(zip(keys, items, strict=True)):
            yield f"{',' if index else opening}{inner}{key}"
            yield from _written(item, inner)
        yield line + closing
    elif isinstance(value, (list, dict)):
        yield "[]" if isinstance(value, list) else "{}"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield as_text(value)
    elif value is NULL or isinstance(value, (bool, str)):
        yield json.dumps(None if value is NULL else value, ensure_ascii=False)
    else:
        yield '""'


def _key(key: str, line: str) -> str:
    return json.dumps(key, ensure_ascii=False) + (": " if line else ":")


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
