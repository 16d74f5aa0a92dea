"""Paths into an event, such as ``$.detail.items[0].sku``: the simple JSON paths that a target's input takes.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

__all__ = ["ABSENT", "PathError", "find", "read"]

_STEP = re.compile(
    r"""\.(?P<name>[^.\[\]'"*]+)|\['(?P<quoted>[^']*)'\]|\["(?P<double>[^"]*)"\]|\[(?P<index>\d+)\]"""
)


class PathError(ValueError):
    """A text is no path into an event."""


class _Absent(Enum):
    ABSENT = "absent"


ABSENT = _Absent.ABSENT
"""What is found where a path leads nowhere."""


@lru_cache(maxsize=512)
def read(path: str) -> tuple[str | int, ...]:
    """Return the steps of a path. Raises PathError."""
    if not path.startswith("$"):
        raise PathError(f"{path!r} does not begin with $")
    steps: list[str | int] = []
    place = 1
    while place < len(path):
        step = _STEP.match(path, place)
        if step is None:
            raise PathError(f"{path!r} cannot be read from character {place + 1} on: {path[place:]!r}")
        index = step["index"]
        names = (each for each in (step["name"], step["quoted"], step["double"]) if each is not None)
        steps.append(int(index) if index is not None else next(names))
        place = step.end()
    return tuple(steps)


def find(path: str, event: Mapping[str, Any]) -> Any:
    """Return what stands at a path of the event, or ABSENT. Raises PathError."""
    value: Any = event
    for step in read(path):
        steps: Any = value if isinstance(value, dict if isinstance(step, str) else list) else {}
        try:
            value = steps[step]
        except LookupError:
            return ABSENT
    return value
