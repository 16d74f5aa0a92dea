"""Arrays and objects: order, repetition, copies."""

from functools import cmp_to_key
from typing import Any

from jsonata.functions import Functions  # type: ignore[import-untyped]  # it ships no types
from jsonata.utils import Utils  # type: ignore[import-untyped]  # it ships no types

from course.asl.jsonata.failures import JException
from course.asl.jsonata.native import running
from course.asl.jsonata.signature import symbol

__all__ = ["clone", "distinct", "identity", "shuffle", "sort", "spread"]


def sort(items: list[Any] | None, comparator: Any) -> list[Any] | None:
    """Return the items in order; `comparator` tells whether its first argument belongs after its second."""
    if items is None or len(items) <= 1:
        return items
    if comparator is None:
        if len(kinds := set(map(symbol, items))) > 1 or not kinds <= {"n", "s"}:
            raise JException("D3070", -1)
        return sorted(items)

    def order(later: Any, earlier: Any) -> int:
        return -1 if Functions.to_boolean(Functions.func_apply(comparator, [earlier, later])) else 0

    return sorted(items, key=cmp_to_key(order))


def shuffle(items: list[Any] | None) -> list[Any] | None:
    """Return the items in another order, by the generator of the evaluation."""
    if items is None:
        return None
    mixed = list(items)
    running().random.shuffle(mixed)
    return mixed


def distinct(items: Any) -> Any:
    """Return the items without those that equal an earlier one."""
    if not isinstance(items, list) or len(items) <= 1:
        return items
    _charge_deep(items)
    kept = {identity(item): item for item in reversed(items)}
    unique = reversed(kept.values())
    order = {identity(item): place for place, item in reversed(list(enumerate(items)))}
    found = sorted(unique, key=lambda item: order[identity(item)])
    return Utils.create_sequence_from_iter(found) if Utils.is_sequence(items) else found


def identity(value: Any) -> Any:
    """Return something hashable that is equal for equal values alone: 1 is 1.0, but not true."""
    if isinstance(value, dict):
        return frozenset((key, identity(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(map(identity, value))
    return (symbol(value), value)


def spread(value: Any) -> Any:
    """Return an object for each field of an object, or of an array's objects."""
    if not isinstance(value, (list, dict)):
        return value
    apart = Utils.create_sequence()
    for item in value if isinstance(value, list) else [value]:
        parts = [{key: part} for key, part in item.items()] if isinstance(item, dict) else spread(item)
        apart.extend(parts if isinstance(parts, list) else [parts])
    return apart


def clone(value: Any) -> Any:
    """Return a copy that shares nothing with the original."""
    if value is None:
        return None
    _charge_deep(value)
    return _copied(value)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _charge_deep(value: Any) -> None:
    evaluation = running()
    evaluation.charge(evaluation.weigh(value)[0] >> 5)
