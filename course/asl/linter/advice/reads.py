"""Every path that the JSONPath states of a definition read."""

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from course.asl.linter.definition import Definition, Path, State
from course.asl.linter.documents import templates
from course.asl.linter.fields import Node, nodes

from .parts import leaves
from .paths import paths_in

__all__ = ["Read", "reads"]

_KEPT: WeakKeyDictionary[Definition, list["Read"]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Read:
    """One path: the object whose field it is in, the field, where it stands, and the path itself."""

    node: Node
    state: State
    field: str
    path: Path
    text: str


def reads(definition: Definition) -> list[Read]:
    """Return every path that is read, found once for each definition; what ResultPath writes to is not among them."""
    if definition not in _KEPT:
        _KEPT[definition] = [*_in_templates(definition), *_in_fields(definition)]
    return _KEPT[definition]


def _in_templates(definition: Definition) -> Iterator[Read]:
    for template in templates(definition, "JSONPath"):
        for leaf in leaves(template.path, template.value):
            if leaf.key.endswith(".$") and isinstance(leaf.value, str):
                for text in paths_in(leaf.value):
                    yield Read(template.node, template.state, template.field, leaf.path, text)


def _in_fields(definition: Definition) -> Iterator[Read]:
    for node in nodes(definition):
        if node.state is None or node.language != "JSONPath":
            continue
        for name, field, value in node.held:
            if field.kind in ("path", "reference") and name != "ResultPath" and isinstance(value, str):
                for text in paths_in(value):
                    yield Read(node, node.state, name, (*node.path, name), text)
