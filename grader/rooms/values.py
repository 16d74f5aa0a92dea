"""What a value looks like in a message: plain data is copied, everything else stays where it is and gets a handle.

Only the exact built-in types are data. What a learner derives from them (a text that equals everything) arrives as what
it holds; an object of another class arrives as a handle that its owner alone can use. Each side numbers its own
handles, and a number that was never given out is refused.
"""

import base64
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any

__all__ = ["Handle", "Kept", "Refused", "read", "write"]

DEEPEST = 100
LONGEST_NAME = 200
MARK = "$"


class Refused(ValueError):  # noqa: N818  what a side says of a message, more than an error of its own
    """A message holds what is no value."""


@dataclass(frozen=True)
class Handle:
    """Something that lives on the other side: its number there, what kind it is (function, client or object), what it is called."""

    number: int
    kind: str
    name: str


class Kept:
    """What this side keeps for the other one, by the numbers that were given out."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._by_number: dict[int, Any] = {}
        self._by_identity: dict[int, int] = {}

    def keep(self, thing: Any) -> int:
        """Return the number of a thing; the same thing keeps its number."""
        number = self._by_identity.get(id(thing))
        if number is None:
            number = self._by_identity[id(thing)] = next(self._numbers)
            self._by_number[number] = thing
        return number

    def find(self, number: Any) -> Any:
        """Return the thing with a number. Raises Refused."""
        if type(number) is not int or number not in self._by_number:
            raise Refused(f"nothing was given out under the number {number!r:.40}")
        return self._by_number[number]


def write(value: Any, kept: Kept, depth: int = 0) -> Any:
    """Return a value as JSON-ready data. Raises Refused for what is nested too deeply (or without end)."""
    if depth > DEEPEST:
        raise Refused(f"a value is nested more than {DEEPEST} levels deep")
    if value is None or value is True or value is False:
        return value
    for kind, form in _FORMS.items():
        if isinstance(value, kind):
            return form(value, lambda part: write(part, kept, depth + 1))
    if isinstance(value, Handle):
        return {MARK: "yours", "number": value.number}
    what = "function" if callable(value) else "object"
    return {MARK: "mine", "number": kept.keep(value), "kind": what, "name": _name(value)}


def read(data: Any, kept: Kept, meet: Callable[[Handle], Any] = lambda handle: handle, depth: int = 0) -> Any:
    """Return the value that JSON data stands for; `meet` makes something of a handle of the other side's.

    Raises Refused for whatever `write` does not make.
    """
    if depth > DEEPEST:
        raise Refused(f"a value is nested more than {DEEPEST} levels deep")
    if isinstance(data, list):
        return [read(part, kept, meet, depth + 1) for part in data]
    if not isinstance(data, dict):
        return data
    if MARK not in data:
        return {key: read(part, kept, meet, depth + 1) for key, part in data.items()}
    return _marked(data, kept, meet, depth)


def _marked(data: dict[str, Any], kept: Kept, meet: Callable[[Handle], Any], depth: int) -> Any:
    mark = data[MARK]
    if mark == "yours":
        return kept.find(data.get("number"))
    if mark == "mine":
        number, kind, name = data.get("number"), data.get("kind"), data.get("name")
        if (
            type(number) is not int
            or kind not in ("function", "object", "client")
            or not isinstance(name, str)
        ):
            raise Refused("a handle has no number, kind or name")
        return meet(Handle(number, kind, name[:LONGEST_NAME]))
    reader = _READERS.get(mark) if isinstance(mark, str) else None
    if reader is None:
        raise Refused(f"there is no value of the kind {mark!r:.40}")
    try:
        return reader(data["value"], lambda part: read(part, kept, meet, depth + 1))
    except Refused:
        raise
    except (KeyError, TypeError, ValueError, OverflowError, InvalidOperation):
        raise Refused(f"no {mark} can be read from {data.get('value')!r:.40}") from None


def _name(value: Any) -> str:
    """What something is called; its owner may have made it lie or fail, so nothing depends on it."""
    try:
        name = getattr(value, "__qualname__", None) or type(value).__qualname__
        return str(name)[:LONGEST_NAME]
    except Exception:  # noqa: BLE001  a class may answer anything when it is asked its name
        return "object"


Part = Callable[[Any], Any]


def _float(value: float, _: Part) -> Any:
    plain = float.__float__(value)
    return plain if math.isfinite(plain) else {MARK: "float", "value": repr(plain)}


def _dict(value: dict[Any, Any], part: Part) -> Any:
    items = list(dict.items(value))
    if all(type(key) is str and key != MARK for key, _ in items):
        return {key: part(each) for key, each in items}
    return {MARK: "dict", "value": [[part(key), part(each)] for key, each in items]}


def _sequence(mark: str) -> Callable[[Any, Part], Any]:
    return lambda value, part: {MARK: mark, "value": [part(each) for each in value]}


# Asked of the built-in type itself, so that a class derived from it has no say.
_FORMS: dict[type, Callable[[Any, Part], Any]] = {
    str: lambda value, _: str.__str__(value).encode("utf-8", "replace").decode(),
    int: lambda value, _: int.__int__(value),
    float: _float,
    dict: _dict,
    list: lambda value, part: [part(each) for each in list.__iter__(value)],
    tuple: _sequence("tuple"),
    set: _sequence("set"),
    frozenset: _sequence("frozenset"),
    bytes: lambda value, _: {MARK: "bytes", "value": base64.b64encode(value).decode()},
    bytearray: lambda value, _: {MARK: "bytes", "value": base64.b64encode(value).decode()},
    datetime: lambda value, _: {MARK: "datetime", "value": datetime.isoformat(value)},
    date: lambda value, _: {MARK: "date", "value": date.isoformat(value)},
    Decimal: lambda value, _: {MARK: "Decimal", "value": Decimal.__str__(value)},
}

_READERS: dict[str, Callable[[Any, Part], Any]] = {
    "float": lambda value, _: {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[value],
    "dict": lambda value, part: {part(key): part(each) for key, each in value},
    "tuple": lambda value, part: tuple(part(each) for each in value),
    "set": lambda value, part: {part(each) for each in value},
    "frozenset": lambda value, part: frozenset(part(each) for each in value),
    "bytes": lambda value, _: base64.b64decode(value, validate=True),
    "datetime": lambda value, _: datetime.fromisoformat(value),
    "date": lambda value, _: date.fromisoformat(value),
    "Decimal": lambda value, _: Decimal(value),
}
