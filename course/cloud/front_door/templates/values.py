"""Values of a template as text, as Java writes them, and as truth."""

import json
from typing import Any

__all__ = ["is_true", "text_of"]


def text_of(value: Any) -> str:
    """Return a value as a template prints it: null as nothing, a map as {key=value}, a list as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inner = ", ".join(f"{key}={'null' if each is None else text_of(each)}" for key, each in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=str)
    return str(value)


def is_true(value: Any) -> bool:
    """Tell whether a condition holds: all but false and null."""
    return value is not None and value is not False
