"""Every object of a definition whose fields are known, wherever it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from course.asl.linter.definition import Definition, Group, Path, State

from .field import Field, Table
from .part_fields import PARTS
from .state_fields import GROUPS, STATES

__all__ = ["Node", "nodes"]

_TABLES = {**GROUPS, **STATES, **PARTS}
_KEPT: WeakKeyDictionary[Definition, list["Node"]] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Node:
    """One object: which `table` its fields are in, where it stands, and the query language in force there.

    `state` is the state that it is, or that it belongs to; None for a state machine and the like.
    """

    table: str
    path: Path
    value: dict[str, Any]
    language: str
    state: State | None = None

    @property
    def fields(self) -> Table:
        """What may stand in it, in either query language."""
        return _TABLES[self.table]

    @property
    def held(self) -> Iterator[tuple[str, Field, Any]]:
        """What does stand in it and belongs there: name, field, value."""
        for name, value in self.value.items():
            field = self.fields.get(name)
            if field is not None and field.language in ("", self.language):
                yield name, field, value


def nodes(definition: Definition) -> list[Node]:
    """Return every object with known fields, from the outermost inwards; they are found once for a definition."""
    if definition not in _KEPT:
        _KEPT[definition] = list(_nodes(definition))
    return _KEPT[definition]


def _nodes(definition: Definition) -> Iterator[Node]:
    for group in definition.groups:
        yield from _within(_of_group(group))
        for state in group.states.values():
            table = state.type if state.type in STATES else "state"
            yield from _within(Node(table, state.path, state.value, state.language, state))


def _of_group(group: Group) -> Node:
    if group.around is None:
        return Node("machine", group.path, group.value, group.language)
    table = "branch" if group.around.type == "Parallel" else "processor"
    return Node(table, group.path, group.value, group.language)


def _within(outermost: Node) -> Iterator[Node]:
    """The node and all that is in it, except nested groups: a definition lists them itself."""
    left = [outermost]
    while left:
        node = left.pop()
        yield node
        for name, field, value in node.held:
            if field.holds and field.holds not in GROUPS:
                found = _objects((*node.path, name), value, field)
                left += [Node(field.holds, path, inner, node.language, node.state) for path, inner in found]


def _objects(path: Path, value: Any, field: Field) -> Iterator[tuple[Path, dict[str, Any]]]:
    if field.kind == "object" and isinstance(value, dict):
        yield path, value
    if field.kind == "list" and isinstance(value, list):
        yield from (((*path, index), inner) for index, inner in enumerate(value) if isinstance(inner, dict))
