"""Values of attributes compared as DynamoDB compares them: only with others of their type."""

from collections.abc import Mapping
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType

__all__ = ["Wire", "begins_with", "contains", "in_order", "same", "size"]

Wire = Mapping[str, Any]  # a value as requests have it: {"S": "a"}

_SETS = {"SS": "S", "NS": "N", "BS": "B"}


def same(one: Wire, two: Wire) -> bool:
    """Tell whether two values are equal: 1 and 1.0 are, and so are sets in any order."""
    return _value(one) == _value(two)


def in_order(one: Wire, two: Wire, *, strictly: bool) -> bool:
    """Tell whether the first comes before the second; false for two types, and for types without an order."""
    kinds = {*one, *two}
    if len(kinds) > 1 or not kinds & {"B", "N", "S"}:
        return False
    left, right = _content(one), _content(two)
    return bool(left < right or (not strictly and left == right))


def begins_with(whole: Wire, start: Wire) -> bool:
    """Tell whether a text begins with another, or bytes with others."""
    return whole.keys() == start.keys() <= {"S", "B"} and bool(_content(whole).startswith(_content(start)))


def contains(whole: Wire, part: Wire) -> bool:
    """Tell whether a text has another in it, or a list or a set this member."""
    (kind, content), (of, sought) = *whole.items(), *part.items()
    if kind in {"S", "B"}:
        return bool(kind == of and _content(part) in _content(whole))
    if kind == "L":
        return any(same(each, part) for each in content)
    return _SETS.get(kind) == of and any(same({of: each}, {of: sought}) for each in content)


def size(value: Wire) -> Wire | None:
    """Return the number of signs, bytes or members; None for what has no size."""
    (kind, content) = next(iter(value.items()))
    return None if kind in {"BOOL", "N", "NULL"} else {"N": str(len(content))}


def _value(wire: Wire | DynamoType) -> DynamoType:
    return (
        wire if isinstance(wire, DynamoType) else DynamoType(dict(wire))
    )  # members of lists are moto's already


def _content(value: Wire) -> Any:
    found = _value(value).cast_value
    return found.encode() if "S" in value else found  # texts have the order of their bytes in UTF-8
