"""A state machine as a graph: plain data, which says what is to be drawn and not where."""

from dataclasses import dataclass
from typing import Literal

from course.asl.linter.location import pointer

__all__ = ["Edge", "EdgeKind", "Graph", "Group", "Node", "NodeKind", "pointer"]

NodeKind = Literal["state", "start", "end", "join", "missing"]
EdgeKind = Literal["start", "next", "choice", "default", "catch", "fork", "join", "end"]


@dataclass(frozen=True)
class Node:
    """A state, or a point that a picture needs: start, end, where branches join, a state that is named and missing.

    A state's `id` is its JSON pointer in the definition; those of other nodes hold a `#` where no pointer has one. `group` is the id of its
    group, `type` its Type as written (empty where there is none), `words` what it does in short, `icon` the name of
    the icon. `retries` says in short what `retriers` say in a sentence each; `path` leads to it in the definition,
    `line` counts from 1 in the text; what is no state has neither. `reached` is False where no way leads to it.
    """

    id: str
    kind: NodeKind
    name: str
    group: str
    type: str = ""
    words: str = ""
    icon: str = ""
    retries: str = ""
    retriers: tuple[str, ...] = ()
    path: tuple[str | int, ...] = ()
    line: int = 0
    reached: bool = True


@dataclass(frozen=True)
class Group:
    """States that belong together: the whole machine (id `/`), a branch of a Parallel, what a Map does for each item.

    `state` is the id of the Parallel or Map around it, empty for the whole machine; `words` say what the group is.
    """

    id: str
    state: str
    words: str
    kind: Literal["machine", "branch", "items", "distributed"]


@dataclass(frozen=True)
class Edge:
    """A transition. `source` and `target` are ids of nodes; `label` is short, `full` leaves nothing out.

    `fork` leads from a Parallel or Map to the beginning of a group in it, `join` from the end of that group to the
    node where they join.
    """

    source: str
    target: str
    kind: EdgeKind
    label: str = ""
    full: str = ""


@dataclass(frozen=True)
class Graph:
    """Nodes in the order of the text, group by group, the outermost first; then the edges."""

    nodes: tuple[Node, ...]
    groups: tuple[Group, ...]
    edges: tuple[Edge, ...]
