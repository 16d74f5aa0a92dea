"""Plain data: what an answer gives back, as JSON knows it, compared by what it is and never by what it claims.

A learner's object may say that it equals everything, may refuse to be printed, may contain itself. So each value is
first rebuilt from the seven types of JSON, asking the value itself nothing, and only the copy is looked at.
"""

import json
import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

__all__ = ["canonical", "plain", "same", "shortened", "shown"]

DEEPEST = 60
MOST_VALUES = 200_000
MOST_BITS = 4_000

SHOWN_TEXT = 400
SHOWN_VALUES = 100
SHOWN_DEPTH = 7


def plain(value: object) -> Any:
    """Return `value` rebuilt from dict, list, str, int, float, bool and None.

    Tuples and sets become lists (sets in sorted order), `Decimal` a number, dates their ISO text. Whatever else is
    found becomes a text that names its type, such as ``<function, not plain data>``. Never raises.
    """
    return _Rebuilding().value(value, 0)


def canonical(value: object) -> str:
    """Return the one text that stands for a value: JSON, keys in order, 50.0 written as 50."""
    return json.dumps(_whole(plain(value)), sort_keys=True)


def same(one: object, other: object) -> bool:
    """Tell whether two values are the same plain data. True is not 1; 50.0 is 50; a tuple is a list."""
    return canonical(one) == canonical(other)


def shortened(value: object) -> Any:
    """Return `value` as plain data small enough to be read: long texts, long lists and deep nesting are cut."""
    return _Shortening().value(plain(value), 0)


def shown(value: object) -> str:
    """Return `value` as a reader should see it: a text as it is, data as JSON on one line, or indented if long."""
    small = shortened(value)
    if isinstance(small, str):
        return small
    line = json.dumps(small, ensure_ascii=False)
    return line if len(line) <= 100 else json.dumps(small, ensure_ascii=False, indent=2)


class _Rebuilding:
    """One walk through a value that may be endless, with what is left of its allowance."""

    def __init__(self) -> None:
        self.left = MOST_VALUES

    def value(self, value: object, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            return "<more than can be looked at>"
        # type() cannot be talked into anything; isinstance() asks the object's own __class__.
        kind = type(value)
        for known, rebuild in _KINDS.items():
            if issubclass(kind, known):
                return rebuild(self, value, depth)
        return f"<{_name(kind)}, not plain data>"

    def mapping(self, value: Any, depth: int) -> dict[str, Any]:
        return {self.key(key): self.value(item, depth + 1) for key, item in dict.items(value)}

    def key(self, key: object) -> str:
        found = self.value(key, DEEPEST)
        return found if isinstance(found, str) else json.dumps(found)


def _items(walk: Callable[[Any], Any]) -> Callable[[_Rebuilding, Any, int], list[Any]]:
    return lambda rebuilding, value, depth: [rebuilding.value(item, depth + 1) for item in walk(value)]


def _unordered(walk: Callable[[Any], Any]) -> Callable[[_Rebuilding, Any, int], list[Any]]:
    items = _items(walk)
    return lambda rebuilding, value, depth: sorted(items(rebuilding, value, depth), key=canonical)


def _text(_: _Rebuilding, value: Any, __: int) -> str:
    # A lone surrogate could not be sent to a browser or a terminal.
    return str.__str__(value).encode("utf-8", "backslashreplace").decode("utf-8")


def _integer(_: _Rebuilding, value: Any, __: int) -> Any:
    number = int.__int__(value)
    return number if number.bit_length() <= MOST_BITS else f"<a whole number of {number.bit_length():,} bits>"


def _float(_: _Rebuilding, value: Any, __: int) -> Any:
    number = float.__float__(value)
    return number if math.isfinite(number) else f"<{number}, not a number in JSON>"


def _decimal(rebuilding: _Rebuilding, value: Any, depth: int) -> Any:
    return (
        _float(rebuilding, Decimal.__float__(value), depth)
        if Decimal.is_finite(value)
        else f"<{type(value).__name__}>"
    )


# In this order: a bool is an int to Python, a datetime is a date.
_KINDS: dict[type, Callable[[_Rebuilding, Any, int], Any]] = {
    type(None): lambda _, __, ___: None,
    bool: lambda _, value, __: value,
    str: _text,
    int: _integer,
    float: _float,
    dict: _Rebuilding.mapping,
    list: _items(list.__iter__),
    tuple: _items(tuple.__iter__),
    set: _unordered(set.__iter__),
    frozenset: _unordered(frozenset.__iter__),
    Decimal: _decimal,
    datetime: lambda _, value, __: datetime.isoformat(value),
    date: lambda _, value, __: date.isoformat(value),
}


def _name(kind: type) -> str:
    # A metaclass may answer for the name, too; the slot of `type` itself does not ask it.
    return str(type.__dict__["__name__"].__get__(kind))


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return value


class _Shortening:
    """One walk through plain data, with what is left of the room on the page."""

    def __init__(self) -> None:
        self.left = SHOWN_VALUES

    def value(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if isinstance(value, str):
            return value if len(value) <= SHOWN_TEXT else f"{value[:SHOWN_TEXT]}… ({len(value):,} characters)"
        if not isinstance(value, dict | list) or not value:
            return value
        if depth > SHOWN_DEPTH:
            return "…"
        if isinstance(value, dict):
            return self._mapping(value, depth)
        return self._list(value, depth)

    def _mapping(self, value: dict[str, Any], depth: int) -> dict[str, Any]:
        short: dict[str, Any] = {}
        for key, item in value.items():
            if self.left <= 0:
                short["…"] = f"{len(value) - len(short)} more"
                break
            short[self.value(key, depth)] = self.value(item, depth + 1)
        return short

    def _list(self, value: list[Any], depth: int) -> list[Any]:
        short: list[Any] = []
        for item in value:
            if self.left <= 0:
                short.append(f"… {len(value) - len(short)} more")
                break
            short.append(self.value(item, depth + 1))
        return short
