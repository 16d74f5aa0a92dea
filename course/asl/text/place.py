"""Where things stand in a text: lines and columns, and the tree of offsets that finds them."""

import re
from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Lines", "Path", "Place", "Spot"]

Path = tuple[str | int, ...]

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line and a column, both from 1; a column counts characters."""

    line: int
    column: int


@dataclass(slots=True)
class Spot:
    """Where one value begins, where its key does (-1: it has none), and the spots of what is in it.

    Offsets count characters from the start of the text. `inner` is by key or index; None for a plain value.
    """

    value: int
    key: int = -1
    inner: "dict[str | int, Spot] | None" = None


class Lines:
    """The lines of a text, to turn an offset into a place."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def place(self, offset: int) -> Place:
        """Return the place of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)
