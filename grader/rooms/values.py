"""What a value looks like in a message: plain data is copied, everything else stays where it is and gets a handle.

Only the exact built-in types are data. What a learner derives from them (a text that equals everything) arrives as what
it holds; an object of another class arrives as a handle that its owner alone can use. Each side numbers its own
handles, and a number that was never given out is refused. What has no end, or is larger than anything that is asked
for, is cut where it is written, as `grader.checks.plain` cuts it, and refused where it is read.
"""

import base64
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any

__all__ = ["BEYOND", "Handle", "Kept", "Refused", "given_out", "read", "write"]

DEEPEST = 100
MOST_VALUES = 250_000
LONGEST_TEXT = 1_000_000
MOST_BITS = 4_000
# Of a set, or a dictionary with keys that are no text: numbers can be chosen so that all collide.
MOST_KEYS = 10_000
LONGEST_NAME = 200
MARK = "$"
BEYOND = "<more than can be looked at>"


class Refused(ValueError):  # noqa: N818  what a side says of a message, more than an error of its own
    """A message holds what is no value."""


@dataclass(frozen=True)
class Handle:
    """Something that lives on the other side: its number there, what kind it is (function, client, table or object), what it is called."""

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


def given_out(number: int, kind: str, name: str) -> dict[str, Any]:
    """Return the data of a handle that this side gives out; the other side reads a `Handle`."""
    return {MARK: "mine", "number": number, "kind": kind, "name": name}


def write(value: Any, kept: Kept, own: Callable[[Any], Any] = lambda _: None) -> Any:
    """Return a value as JSON-ready data; of what is nested too deeply, or without end, the beginning.

    `own` returns the data for what the caller has a form of its own for (a boto3 client), None for all else.
    """
    return _Writing(kept, own).value(value, 0)


class _Writing:
    """One walk through a value, with what is left of its allowance."""

    def __init__(self, kept: Kept, own: Callable[[Any], Any]) -> None:
        self._kept = kept
        self._own = own
        self._left = MOST_VALUES

    def value(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if self._left < 0 or depth > DEEPEST:
            return BEYOND
        if value is None or value is True or value is False:
            return value
        # type() cannot be talked into anything; isinstance() asks the object's own __class__.
        mine = type(value)
        for kind, form in _FORMS.items():
            if issubclass(mine, kind):
                return form(value, lambda parts: self._parts(parts, depth + 1))
        if mine is Handle:
            return {MARK: "yours", "number": value.number}
        if (form := self._own(value)) is not None:
            return form
        what = "function" if callable(value) else "object"
        return given_out(self._kept.keep(value), what, _name(value))

    def _parts(self, parts: Iterable[Any], depth: int) -> list[Any]:
        written = []
        for part in parts:
            written.append(self.value(part, depth))
            if self._left < 0:
                break
        return written


def read(data: Any, kept: Kept, meet: Callable[[Handle], Any] = lambda handle: handle, depth: int = 0) -> Any:
    """Return the value that JSON data stands for; `meet` makes something of a handle of the other side's.

    Raises Refused for whatever `write` does not make.
    """
    if depth > DEEPEST + 1:  # the last one says that there is more
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
            or kind not in ("function", "object", "client", "table")
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
Parts = Callable[[Iterable[Any]], list[Any]]


def _str(value: str, _: Parts) -> Any:
    plain = str.__str__(value)
    cut = plain if len(plain) <= LONGEST_TEXT else plain[:LONGEST_TEXT] + BEYOND
    return cut.encode("utf-8", "replace").decode()


def _int(value: int, _: Parts) -> Any:
    plain = int.__int__(value)
    bits = plain.bit_length()
    return plain if bits <= MOST_BITS else f"<a whole number of {bits:,} bits>"


def _float(value: float, _: Parts) -> Any:
    plain = float.__float__(value)
    return plain if math.isfinite(plain) else {MARK: "float", "value": repr(plain)}


def _dict(value: dict[Any, Any], parts: Parts) -> Any:
    items = list(dict.items(value))
    if all(type(key) is str and key != MARK for key, _ in items):
        return dict(zip((key for key, _ in items), parts(each for _, each in items), strict=False))
    keys, values = parts(key for key, _ in items), parts(each for _, each in items)
    return {MARK: "dict", "value": [list(pair) for pair in zip(keys, values, strict=False)]}


def _sequence(mark: str, walk: Callable[[Any], Iterable[Any]]) -> Callable[[Any, Parts], Any]:
    return lambda value, parts: {MARK: mark, "value": parts(walk(value))}


def _bytes(value: bytes | bytearray, _: Parts) -> Any:
    return {MARK: "bytes", "value": base64.b64encode(value).decode()}


# Asked of the built-in type itself, so that a class derived from it has no say.
_FORMS: dict[type, Callable[[Any, Parts], Any]] = {
    str: _str,
    int: _int,
    float: _float,
    dict: _dict,
    list: lambda value, parts: parts(list.__iter__(value)),
    tuple: _sequence("tuple", tuple.__iter__),
    set: _sequence("set", set.__iter__),
    frozenset: _sequence("frozenset", frozenset.__iter__),
    bytes: _bytes,
    bytearray: _bytes,
    datetime: lambda value, _: {MARK: "datetime", "value": datetime.isoformat(value)},
    date: lambda value, _: {MARK: "date", "value": date.isoformat(value)},
    Decimal: lambda value, _: {MARK: "Decimal", "value": Decimal.__str__(value)},
}


def _keys(items: list[Any]) -> list[Any]:
    if len(items) > MOST_KEYS:
        raise Refused(f"{len(items)} keys that are no texts, and {MOST_KEYS} are allowed")
    return items


_READERS: dict[str, Callable[[Any, Part], Any]] = {
    "float": lambda value, _: {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[value],
    "dict": lambda value, part: {part(key): part(each) for key, each in _keys(value)},
    "tuple": lambda value, part: tuple(part(each) for each in value),
    "set": lambda value, part: {part(each) for each in _keys(value)},
    "frozenset": lambda value, part: frozenset(part(each) for each in _keys(value)),
    "bytes": lambda value, _: base64.b64decode(value, validate=True),
    "datetime": lambda value, _: datetime.fromisoformat(value),
    "date": lambda value, _: date.fromisoformat(value),
    "Decimal": lambda value, _: Decimal(value),
}
