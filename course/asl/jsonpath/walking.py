"""Follow the steps of a path that may lead to many places; what leads nowhere is passed over.

The rules are those of Jayway JsonPath, which Step Functions uses, and not of RFC 9535: a filter applied to an object
tests the object itself, `[1:-1]` counts no end from behind, `['a','b']` at the end of a path builds one object.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .errors import PathNotFoundError, Why
from .steps import Build, Each, Filter, Indexes, Keys, Scan, Slice, Step

__all__ = ["walk"]

# More values than fit into a document that a state may hand on; `$..*..*` comes there soon.
MOST_VALUES = 300_000


def walk(steps: tuple[Step, ...], document: Any) -> list[Any]:
    """Return every value that the steps lead to, in the order of the document."""
    found: list[Any] = [document]
    scanning = False
    for step in steps:
        if isinstance(step, Scan):
            scanning = True
            continue
        nodes = _scanned(found, step) if scanning else found
        found = _taken(step, nodes, document)
        scanning = False
    return found


def _taken(step: Step, values: Iterable[Any], document: Any) -> list[Any]:
    """Take one step from each of the values."""
    take = STEPS[type(step)]
    found: list[Any] = []
    for value in values:
        found.extend(take(step, value, document))
        if len(found) > MOST_VALUES:
            raise PathNotFoundError(lambda: Why(f"The path leads to more than {MOST_VALUES} values"))
    return found


def _scanned(values: list[Any], step: Step) -> Iterator[Any]:
    """Every object and array within the values, itself first, a parent before its children.

    A filter meets an array's items when they are come to, so that it does not meet them twice.
    """
    kinds = dict if isinstance(step, Filter) else (dict, list)
    waiting = list(reversed(values))
    while waiting:
        node = waiting.pop()
        if isinstance(node, kinds):
            yield node
        if isinstance(node, (dict, list)):
            waiting.extend(reversed(node.values() if isinstance(node, dict) else node))


def _keys(step: Keys, value: Any, _document: Any) -> list[Any]:
    return [value[name] for name in step.names if name in value] if isinstance(value, dict) else []


def _build(step: Build, value: Any, _document: Any) -> list[Any]:
    return [{name: value[name] for name in step.names if name in value}] if isinstance(value, dict) else []


def _filter(step: Filter, value: Any, document: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value] if step.test(value, document) else []
    return [item for item in value if step.test(item, document)] if isinstance(value, list) else []


def _indexes(step: Indexes, value: Any, _document: Any) -> list[Any]:
    if not isinstance(value, list):
        return []
    return [value[number] for number in step.numbers if -len(value) <= number < len(value)]


def _slice(step: Slice, value: Any, _document: Any) -> list[Any]:
    if not isinstance(value, list):
        return []
    if step.start is None or step.stop is None:
        return value[step.start : step.stop]
    return [value[number] for number in range(max(step.start, -len(value)), min(step.stop, len(value)))]


def _each(_step: Each, value: Any, _document: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


STEPS: dict[type, Callable[[Any, Any, Any], list[Any]]] = {
    Build: _build,
    Each: _each,
    Filter: _filter,
    Indexes: _indexes,
    Keys: _keys,
    Slice: _slice,
}
