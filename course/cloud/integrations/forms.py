"""A request's body, as JSON or as a form.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#url-encode-request-body
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from course.asl.json_text import compact, shown

__all__ = ["encoded", "is_transform"]

# How the items of an array are named; COMMAS puts them into one field.
_KEYS = {
    "INDICES": "{key}[{index}]",
    "REPEAT": "{key}",
    "BRACKETS": "{key}[]",
}


def is_transform(found: Any) -> bool:
    """Tell whether a Transform says how to write a body."""
    if not isinstance(found, dict) or not isinstance(found.get("RequestEncodingOptions"), dict | None):
        return False
    return found.get("RequestBodyEncoding", "NONE") in ("NONE", "URL_ENCODED") and _arrays(found) in (
        *_KEYS,
        "COMMAS",
    )


def encoded(body: Any, transform: dict[str, Any]) -> str:
    """Return the body as the Transform of an HTTP task wants it."""
    if transform.get("RequestBodyEncoding", "NONE") == "NONE":
        return compact(body)
    arrays = _arrays(transform)
    return "&".join(
        f"{quote(key, safe='')}={quote(text, safe='')}" for key, text in _fields("", body, arrays)
    )


def _arrays(transform: dict[str, Any]) -> Any:
    return (transform.get("RequestEncodingOptions") or {}).get("ArrayFormat", "INDICES")


def _fields(key: str, found: Any, arrays: str) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        for name, each in found.items():
            yield from _fields(f"{key}[{name}]" if key else name, each, arrays)
    elif isinstance(found, list) and arrays == "COMMAS":
        yield key, ",".join(map(_text, found))
    elif isinstance(found, list):
        for index, each in enumerate(found):
            yield from _fields(_KEYS[arrays].format(key=key, index=index), each, arrays)
    else:
        yield key, _text(found)


def _text(found: Any) -> str:
    return "" if found is None else shown(found)
