"""What DynamoDB refuses of an attribute's value, before it looks at any table.

A value is an object with one member, its type: {"S": "a"}, {"N": "1"}, {"L": [...]}, {"M": {...}} and so on. What stands
in the place of a text, a list or a truth value and is none cannot even be read (SerializationException).

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html; the words are DynamoDB's.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["MalformedError", "check", "maps", "unreadable"]

_EXACTLY_ONE = "must contain exactly one of the supported datatypes"
_INVALID = "One or more parameter values were invalid: "
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")

# What JSON each type holds, and what DynamoDB calls it where it cannot make that of something else.
_HOLDS: dict[str, tuple[type, str]] = {
    "S": (str, "String"),
    "N": (str, "String"),
    "B": (str, "Blob"),
    "BOOL": (bool, "Boolean"),
    "NULL": (bool, "Boolean"),
    "L": (list, "List"),
    "M": (dict, "Map"),
    "SS": (list, "List"),
    "NS": (list, "List"),
    "BS": (list, "List"),
}
_EMPTY_SETS = {
    "SS": "An string set  may not be empty",
    "NS": "An number set  may not be empty",
    "BS": "Binary sets should not be empty",
}
# Members of requests that map names to values, alone or in a list.
_MAPS = {"ExclusiveStartKey", "ExpressionAttributeValues", "Item", "Key"}


class MalformedError(Exception):
    """A request that DynamoDB refuses: the error's `code`, and its message."""

    def __init__(self, message: str, code: str = "ValidationException") -> None:
        super().__init__(message)
        self.code = code


def maps(asked: Any) -> Iterator[dict[str, Any]]:
    """Yield what a request maps to values (items, keys, values of expressions), in its order."""
    if isinstance(asked, list):
        for each in asked:
            yield from maps(each)
    elif isinstance(asked, dict):
        for name, inside in asked.items():
            if name in _MAPS and isinstance(inside, dict):
                yield inside
            elif name == "Keys" and isinstance(inside, list):
                yield from (each for each in inside if isinstance(each, dict))
            elif name == "RequestItems" and isinstance(inside, dict):
                yield from maps(list(inside.values()))  # its own names are tables
            else:
                yield from maps(inside)


def check(value: Any) -> None:
    """Raise MalformedError for what is no value of an attribute."""
    if not isinstance(value, dict):
        raise unreadable(value, "Map")
    types = [kind for kind in value if kind in _HOLDS and value[kind] is not None]
    if len(types) != 1:
        fault = "has more than one datatypes set" if types else "is empty"
        raise MalformedError(f"Supplied AttributeValue {fault}, {_EXACTLY_ONE}")
    kind = types[0]
    content = value[kind]
    wanted, called = _HOLDS[kind]
    fits = isinstance(content, wanted)
    if not fits:
        raise unreadable(content, called)
    if kind == "N":
        _check_number(content)
    elif kind == "NULL" and not content:
        raise MalformedError(f"{_INVALID}Null attribute value types must have the value of true")
    elif kind in _EMPTY_SETS:
        _check_set(kind, content)
    elif kind in {"L", "M"}:
        for each in content if kind == "L" else content.values():
            check(each)


def _check_number(text: str) -> None:
    if not _NUMBER.fullmatch(text):
        told = f": {text}" if text else ""
        raise MalformedError(f"The parameter cannot be converted to a numeric value{told}")


def _check_set(kind: str, content: list[Any]) -> None:
    if not content:
        raise MalformedError(f"{_INVALID}{_EMPTY_SETS[kind]}")
    for each in content:
        if not isinstance(each, str):
            raise unreadable(each, "String")
        if kind == "NS":
            _check_number(each)
    if len(set(content)) < len(content):
        raise MalformedError(f"{_INVALID}Input collection [{', '.join(content)}] contains duplicates.")


def unreadable(found: Any, wanted: str) -> MalformedError:
    """Return the error for what stands where a text, a list or a map was wanted; `wanted` is what DynamoDB calls that."""
    if isinstance(found, dict):
        message = "Start of structure or map found where not expected."
    elif isinstance(found, list):
        message = "Unrecognized collection type class java.util.ArrayList"
    elif isinstance(found, bool) or found is None:
        message = f"{json.dumps(found).upper()}_VALUE cannot be converted to {wanted}"
    else:
        token = "STRING_VALUE" if isinstance(found, str) else "NUMBER_VALUE"
        message = f"{token} cannot be converted to {wanted}"
    return MalformedError(message, "SerializationException")
