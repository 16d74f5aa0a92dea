"""The methods of texts, lists, maps and numbers: Java's, by their names.

https://docs.oracle.com/javase/8/docs/api/java/lang/String.html
"""

import re
from collections.abc import Callable
from typing import Any

from .values import text_of

__all__ = ["METHODS", "Entry", "kind_of"]


class Entry:
    """A key of a map and its value, as `entrySet` lists them."""

    def __init__(self, key: Any, value: Any) -> None:
        self.key, self.value = key, value

    def __str__(self) -> str:
        return f"{text_of(self.key)}={text_of(self.value)}"


def _java(pattern: str) -> str:
    """Return what Java puts in place of a match as Python writes it: groups with a dollar sign in a way of its own."""
    return re.sub(r"\$(\d)", r"\\g<\1>", pattern)


def _split(text: str, pattern: str) -> list[str]:
    found = re.split(pattern, text)
    while found and not found[-1]:
        found.pop()
    return found or ([""] if not text else [])


def _substring(text: str, begin: int, end: int | None = None) -> str:
    end = len(text) if end is None else end
    if not 0 <= begin <= end <= len(text):
        raise IndexError(f"begin {begin}, end {end}, length {len(text)}")
    return text[begin:end]


def _put(found: dict[Any, Any], key: Any, value: Any) -> Any:
    before = found.get(key)
    found[key] = value
    return before


def _add(items: list[Any], *values: Any) -> bool | None:
    """Append a value, or insert one at a place, which answers nothing."""
    if len(values) == 1:
        items.append(values[0])
        return True
    items.insert(*values)
    return None


def _set(items: list[Any], index: int, value: Any) -> Any:
    before, items[index] = items[index], value
    return before


_ANYTHING: dict[str, Callable[..., Any]] = {
    "equals": lambda value, other: value == other,
    "toString": text_of,
}
_TEXT: dict[str, Callable[..., Any]] = {
    "charAt": lambda text, index: text[index],
    "concat": lambda text, other: text + text_of(other),
    "contains": lambda text, part: text_of(part) in text,
    "endsWith": lambda text, end: text.endswith(end),
    "equalsIgnoreCase": lambda text, other: text.lower() == text_of(other).lower(),
    "indexOf": lambda text, part: text.find(part),
    "isEmpty": lambda text: not text,
    "lastIndexOf": lambda text, part: text.rfind(part),
    "length": len,
    "matches": lambda text, pattern: re.fullmatch(pattern, text) is not None,
    "replace": lambda text, old, new: text.replace(old, text_of(new)),
    "replaceAll": lambda text, pattern, new: re.sub(pattern, _java(text_of(new)), text),
    "replaceFirst": lambda text, pattern, new: re.sub(pattern, _java(text_of(new)), text, count=1),
    "split": _split,
    "startsWith": lambda text, start: text.startswith(start),
    "substring": _substring,
    "toLowerCase": str.lower,
    "toUpperCase": str.upper,
    "trim": str.strip,
}
_LIST: dict[str, Callable[..., Any]] = {
    "add": _add,
    "addAll": lambda items, others: (items.extend(others), True)[1],
    "contains": lambda items, value: value in items,
    "get": lambda items, index: items[index],
    "indexOf": lambda items, value: items.index(value) if value in items else -1,
    "isEmpty": lambda items: not items,
    "remove": lambda items, index: items.pop(index),
    "set": _set,
    "size": len,
}
_MAP: dict[str, Callable[..., Any]] = {
    "containsKey": lambda found, key: key in found,
    "containsValue": lambda found, value: value in found.values(),
    "entrySet": lambda found: [Entry(key, value) for key, value in found.items()],
    "get": lambda found, key: found.get(key),
    "isEmpty": lambda found: not found,
    "keySet": list,
    "put": _put,
    "putAll": lambda found, other: found.update(other),
    "remove": lambda found, key: found.pop(key, None),
    "size": len,
    "values": lambda found: list(found.values()),
}
_ENTRY: dict[str, Callable[..., Any]] = {
    "getKey": lambda entry: entry.key,
    "getValue": lambda entry: entry.value,
}
_NUMBER: dict[str, Callable[..., Any]] = {
    "doubleValue": float,
    "intValue": int,
    "longValue": int,
    # What a whole number lends its class for: $n.parseInt('7').
    "parseDouble": lambda _, text: float(text),
    "parseInt": lambda _, text: int(text),
}
METHODS: dict[type, dict[str, Callable[..., Any]]] = {
    str: _ANYTHING | _TEXT,
    list: _ANYTHING | _LIST,
    dict: _ANYTHING | _MAP,
    bool: _ANYTHING,
    int: _ANYTHING | _NUMBER,
    float: _ANYTHING | _NUMBER,
    Entry: _ANYTHING | _ENTRY,
}


def kind_of(value: Any) -> str:
    """Return what a value is, for a sentence."""
    names = {str: "text", list: "list", dict: "map", bool: "truth value", int: "number", float: "number"}
    return names.get(type(value), f"${type(value).__name__.lower()}")
