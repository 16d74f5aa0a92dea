"""A call of an intrinsic function, taken apart: plain data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Argument", "Call", "Literal", "PathArgument", "paths"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, number, true, false or null. `written` is the text as it stands there, without quotes."""

    value: Any
    written: str
    column: int


@dataclass(frozen=True, slots=True)
class PathArgument:
    """A path (`$.a`), context path (`$$.a`) or variable (`$a.b`), by its text."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """`States.Name(arguments)`: `name` with its `States.`, `text` as written, `column` from 1 where it begins."""

    name: str
    arguments: "tuple[Argument, ...]"
    text: str
    column: int = 1


Argument = Literal | PathArgument | Call


def paths(call: Call) -> Iterator[PathArgument]:
    """Return every path that a call reads, those of the calls within it too."""
    for argument in call.arguments:
        if isinstance(argument, Call):
            yield from paths(argument)
        elif isinstance(argument, PathArgument):
            yield argument
