"""A piece of the data in an answer: a dict, a list, a text, a number, and how it is written where it stands."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .change import Change, dropped
from .source import Span

__all__ = ["CODE", "FOR_PEOPLE", "Member", "Value"]

# A task may ask for these, and cannot ask for their very words.
FOR_PEOPLE = ("Comment", "Cause", "Sid")

# The value of what is computed.
CODE = object()

_NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Value:
    """One value and where it stands.

    `constant` is the value of a text, a number, a flag or None, else `CODE`. `members` are those of a mapping and `items`
    those of a list, else None. `inside` is what stands between the brackets, or all of it where YAML needs none, and `empty`
    what is to stand there for none. `python`: it is not JSON or YAML.
    """

    span: Span
    python: bool
    constant: Any = CODE
    members: "tuple[Member, ...] | None" = None
    items: "tuple[Value, ...] | None" = None
    inside: Span = _NOWHERE
    empty: str = ""
    path: tuple[str, ...] = ()

    def member(self, name: str) -> "Value | None":
        """Return what a mapping holds under a name, or None."""
        return next((each.value for each in self.members or () if each.name == name), None)

    def without(self, part: "Member | Value") -> Change:
        """Take a member or an item out."""
        parts = [each.span for each in self.members or ()] + [each.span for each in self.items or ()]
        if len(parts) == 1:
            return Change(((self.inside, self.empty),), at=part.span.start)
        return dropped(parts, parts.index(part.span))

    def written(self, new: Any) -> str:
        """Return plain data as it is written where this value stands."""
        return repr(new) if self.python and not isinstance(new, str) else json.dumps(new, ensure_ascii=False)

    @property
    def text(self) -> str | None:
        """The constant, if it is a text."""
        return self.constant if isinstance(self.constant, str) else None

    def all(self) -> "Iterator[Value]":
        """Yield this value and all within it, in the order of the text."""
        yield self
        for inner in (*(each.value for each in self.members or ()), *(self.items or ())):
            yield from inner.all()


@dataclass(frozen=True)
class Member:
    """A key of a mapping and its value; `name` is the key, "" where it is computed or stands for several (``**more``)."""

    name: str
    key: Span
    value: Value

    @property
    def span(self) -> Span:
        """Where key and value stand."""
        return Span(self.key.start, self.value.span.end)
