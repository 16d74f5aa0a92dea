"""What an expression is made of, once it has been read."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

__all__ = [
    "Action",
    "Between",
    "Both",
    "Call",
    "Comparison",
    "Condition",
    "Either",
    "Group",
    "In",
    "Node",
    "Not",
    "Operand",
    "Path",
    "Sum",
    "Update",
    "Value",
    "bare",
    "walk",
]


@dataclass(frozen=True)
class Node:
    """A part of an expression."""

    @property
    def inside(self) -> "Iterator[Node]":
        """The parts of this part, from left to right."""
        for each in fields(self):
            held = getattr(self, each.name)
            yield from (
                part for part in (held if isinstance(held, tuple) else (held,)) if isinstance(part, Node)
            )


@dataclass(frozen=True)
class Operand(Node):
    """What has a value."""


@dataclass(frozen=True)
class Condition(Node):
    """What is true or false."""


@dataclass(frozen=True)
class Path(Operand):
    """The way to an attribute: names as they are written (a placeholder is one, too) and places in lists."""

    steps: tuple[str | int, ...]


@dataclass(frozen=True)
class Value(Operand):
    """A placeholder of a value."""

    name: str


@dataclass(frozen=True)
class Call(Operand, Condition):
    """A function: most are conditions, size() is an operand. Whether it is in its place, a rule says, and no grammar."""

    function: str
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Group(Operand, Condition):
    """A part in brackets."""

    what: Node


@dataclass(frozen=True)
class Sum(Operand):
    """Two operands added, or one taken from the other; `operator` is + or -."""

    left: Node
    operator: str
    right: Node


@dataclass(frozen=True)
class Comparison(Condition):
    """Two operands compared: =, <>, <, <=, > or >=."""

    left: Node
    operator: str
    right: Node


@dataclass(frozen=True)
class Between(Condition):
    """An operand, and the two between which it is to be."""

    operand: Node
    lower: Node
    upper: Node


@dataclass(frozen=True)
class In(Condition):
    """An operand, and those of which it is to be one."""

    operand: Node
    options: tuple[Node, ...]


@dataclass(frozen=True)
class Not(Condition):
    """A condition turned round."""

    what: Node


@dataclass(frozen=True)
class Both(Condition):
    """Conditions with AND between them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either(Condition):
    """Conditions with OR between them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Action(Node):
    """What an update does to one path; REMOVE takes no value."""

    section: str
    path: Path
    value: Node | None = None


@dataclass(frozen=True)
class Update(Node):
    """An update: the words of its sections in their order, and all actions."""

    sections: tuple[str, ...]
    actions: tuple[Action, ...]


def walk(node: Node) -> Iterator[Node]:
    """Yield a part and all parts of it, each before what it is made of."""
    yield node
    for each in node.inside:
        yield from walk(each)


def bare(node: Node) -> Node:
    """Return what stands in the brackets, however many there are."""
    while isinstance(node, Group):
        node = node.what
    return node
