"""A template, read: what it consists of."""

from dataclasses import dataclass
from typing import Any

__all__ = [
    "Access",
    "Binary",
    "Break",
    "Call",
    "Each",
    "If",
    "Index",
    "Literal",
    "Node",
    "Not",
    "Objects",
    "Range",
    "Reference",
    "Row",
    "Set",
    "Text",
]


@dataclass(frozen=True)
class Text:
    """Text that stands for itself."""

    text: str


@dataclass(frozen=True)
class Literal:
    """A number, a truth value, null or a text in single quotes."""

    value: Any


@dataclass(frozen=True)
class Access:
    """`.name`: a property."""

    name: str


@dataclass(frozen=True)
class Call:
    """`.name(arguments)`: a method."""

    name: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True)
class Index:
    """`[index]`: an item."""

    index: "Node"


@dataclass(frozen=True)
class Reference:
    """`$name` and what follows it. `place` is its line and column."""

    name: str
    steps: tuple[Access | Call | Index, ...]
    place: tuple[int, int]


@dataclass(frozen=True)
class Row:
    """`[a, b]`: a list; or a text in double quotes, whose parts are joined (`joined`)."""

    items: "tuple[Node, ...]"
    joined: bool = False


@dataclass(frozen=True)
class Range:
    """`[first..last]`: whole numbers."""

    first: "Node"
    last: "Node"


@dataclass(frozen=True)
class Objects:
    """`{key: value}`: a map."""

    entries: "tuple[tuple[Node, Node], ...]"


@dataclass(frozen=True)
class Not:
    """`!a`."""

    operand: "Node"


@dataclass(frozen=True)
class Binary:
    """`left operator right`."""

    operator: str
    left: "Node"
    right: "Node"
    place: tuple[int, int]


@dataclass(frozen=True)
class Set:
    """`#set($reference = value)`."""

    target: Reference
    value: "Node"


@dataclass(frozen=True)
class If:
    """`#if`: conditions with their blocks; the last condition is None for `#else`."""

    branches: "tuple[tuple[Node | None, tuple[Node, ...]], ...]"


@dataclass(frozen=True)
class Each:
    """`#foreach($name in source)`."""

    name: str
    source: "Node"
    block: "tuple[Node, ...]"
    place: tuple[int, int]


@dataclass(frozen=True)
class Break:
    """`#break`."""


Node = Text | Literal | Reference | Row | Range | Objects | Not | Binary | Set | If | Each | Break
