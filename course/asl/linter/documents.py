"""The documents of a definition that are filled in when it runs: payload templates, Assign, computed fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.jsonata import expressions

from .definition import Definition, Path, State
from .fields import Node, nodes

__all__ = ["Template", "Text", "computed", "made_by", "objects_within", "templates", "texts"]

_FILLED_IN = ("template", "payload", "variables", "credentials")


@dataclass(frozen=True)
class Template:
    """A document to be filled in: the object and the field that it is in, where it stands, and itself."""

    node: Node
    state: State
    field: str
    path: Path
    value: Any


@dataclass(frozen=True)
class Text:
    """A text that JSONata may compute: the object that has its field, and where it stands itself."""

    node: Node
    path: Path
    value: str

    @property
    def field(self) -> str:
        """The field of the object that it is in."""
        return str(self.path[len(self.node.path)])


def templates(definition: Definition, language: str) -> Iterator[Template]:
    """Every document that is filled in by the rules of `language`."""
    for node in nodes(definition):
        if node.state is not None and node.language == language:
            for name, field, value in node.held:
                if field.kind in _FILLED_IN:
                    yield Template(node, node.state, name, (*node.path, name), value)


def made_by(key: str, language: str) -> str:
    """Return the field, parameter or variable that a key of a template makes, by a value or by a path."""
    return key.removesuffix(".$") if language == "JSONPath" else key


def objects_within(path: Path, document: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every object in a document, itself included."""
    for inner, value in _within(path, document):
        if isinstance(value, dict):
            yield inner, value


def texts(definition: Definition) -> Iterator[Text]:
    """Every text of the JSONata states that may be an expression. AWS does not look at those in Credentials."""
    for node in nodes(definition):
        if node.state is None or node.language != "JSONata":
            continue
        for name, field, value in node.held:
            if (field.computed or field.kind in _FILLED_IN) and field.kind != "credentials":
                for path, inner in _within((*node.path, name), value):
                    if isinstance(inner, str):
                        yield Text(node, path, inner)


def computed(definition: Definition) -> Iterator[tuple[Text, str]]:
    """Every expression of the JSONata states: the text that holds it, and what stands between `{%` and `%}`."""
    return ((text, expression) for text in texts(definition) for _, expression in expressions(text.value))


def _within(path: Path, document: Any) -> Iterator[tuple[Path, Any]]:
    left = [(path, document)]
    while left:
        place, value = left.pop()
        yield place, value
        if isinstance(value, dict):
            left += [((*place, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            left += [((*place, index), inner) for index, inner in enumerate(value)]
