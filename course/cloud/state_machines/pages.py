"""Lists in pages, with a token that leads to the next one."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from course.facts import value

from .refusals import invalid

__all__ = ["page"]

DEFAULT: int = value("states.page")["default"]


def page(items: Sequence[Any], parameters: dict[str, Any], scope: str) -> tuple[Sequence[Any], str | None]:
    """Return the page that `parameters` (maxResults, nextToken) ask for, and the token of the next, or None.

    A token counts only in the `scope` (any text) that it was given out in. Raises RefusedError.
    """
    start = _position(parameters["nextToken"], scope) if "nextToken" in parameters else 0
    end = start + (parameters.get("maxResults") or DEFAULT)
    return items[start:end], _token(end, scope) if end < len(items) else None


def _token(position: int, scope: str) -> str:
    return base64.b64encode(f"{position} {scope}".encode()).decode()


def _position(token: str, scope: str) -> int:
    try:
        position, _, found = base64.b64decode(token, validate=True).decode().partition(" ")
        if found == scope:
            return int(position)
    except (binascii.Error, ValueError):
        pass
    raise invalid("InvalidToken", "Invalid token")
