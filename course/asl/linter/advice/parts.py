"""Parts of a definition, as the rules go through them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.linter.definition import Definition, Path, State
from course.asl.linter.fields import Node, nodes

__all__ = ["Leaf", "Template", "leaves", "templates", "texts"]

_TEMPLATES = ("template", "payload", "variables", "credentials")


@dataclass(frozen=True)
class Template:
    """A document to be filled in: the object and the field that it is in, where it stands, and itself."""

    node: Node
    state: State
    field: str
    path: Path
    value: Any


@dataclass(frozen=True)
class Leaf:
    """A value within a template that holds no others: where it stands, the key it has (`id.$`; "" in a list), itself."""

    path: Path
    key: str
    value: Any


def templates(definition: Definition, language: str) -> Iterator[Template]:
    """Yield every template of the states in one query language."""
    for node in nodes(definition):
        if node.state is not None and node.language == language:
            for name, field, value in node.held:
                if field.kind in _TEMPLATES:
                    yield Template(node, node.state, name, (*node.path, name), value)


def leaves(path: Path, template: Any) -> Iterator[Leaf]:
    """Yield every leaf of a template that stands at `path`, in the definition's order, at whatever depth."""
    waiting: list[Leaf] = [Leaf(path, "", template)]
    while waiting:
        leaf = waiting.pop()
        if isinstance(leaf.value, dict):
            waiting += [Leaf((*leaf.path, key), key, value) for key, value in reversed(leaf.value.items())]
        elif isinstance(leaf.value, list):
            items = list(enumerate(leaf.value))
            waiting += [Leaf((*leaf.path, index), "", value) for index, value in reversed(items)]
        else:
            yield leaf


def texts(value: Any) -> Iterator[tuple[int, str]]:
    """Yield the texts of a list with their indexes."""
    if isinstance(value, list):
        yield from ((index, text) for index, text in enumerate(value) if isinstance(text, str))
