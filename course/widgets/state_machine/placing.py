"""Where everything goes: a graph's texts are measured and broken into lines, and Graphviz lays the boxes out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from course.widgets.dot import Box, Cluster, Layout, Line, Wire, lay_out

from .far import far_lines
from .graph import Edge, Graph, Group, Node
from .loops import leading_back
from .measure import text_width, wrapped
from .outlines import side_room
from .unreached import below_the_reached

__all__ = ["LABEL_LINE", "LINE", "Placed", "Sized", "Written", "place"]

LINE, LABEL_LINE = 16, 14  # pixels from one line of a box, of a label to the next
_NAME, _SMALL = 13, 11.5  # font sizes of names and of all else
_ICON = 40  # the icon and the gaps at both of its sides
_NAME_ROOM, _LABEL_ROOM, _LABEL_LINES = 176, 156, 4

# Ways on from one state that lead to places beside each other, before a second row is begun; and the most rows: every
# row that transitions pass on their way down costs time.
_ABREAST, _MOST_ROWS = 8, 3

# With more transitions than that, a layout takes longer than anybody waits, and nothing could be told apart in it.
_MOST_EDGES = 2_500

# A heavy transition is kept short and straight: the way that things go when nothing goes wrong.
_HELD = 9  # heavier than what pulls a state down again from the row that it was given
_WEIGHTS = {"start": 4, "next": 4, "choice": 2, "default": 2, "fork": 4, "end": 2, "join": 2}


@dataclass(frozen=True)
class Sized:
    """A node with its texts in lines, and the size of its box in pixels."""

    node: Node
    name: tuple[str, ...]
    words: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Written:
    """An edge with its label in lines, and the room for them in pixels; `is_sign`: it ends there."""

    edge: Edge
    lines: tuple[str, ...] = ()
    width: float = 0
    height: float = 0
    is_sign: bool = False


@dataclass(frozen=True)
class Placed:
    """A graph laid out, in the order of the graph. `frames` are by the id of a group, or of a Parallel or Map.

    An edge that leads too far to be drawn ends at one of the `signs`, which names where it goes on.
    """

    width: float
    height: float
    nodes: tuple[tuple[Sized, Box], ...]
    edges: tuple[tuple[Written, Wire], ...]
    frames: tuple[tuple[str, Group | None, Box], ...]
    signs: tuple[tuple[Written, Box], ...] = ()


def place(graph: Graph) -> Placed | None:
    """Lay a graph out from top to bottom; None where there is no Graphviz, or by far too many transitions."""
    if len(graph.edges) > _MOST_EDGES:
        return None
    nodes = [_sized(node) for node in graph.nodes]
    lanes = Counter(frozenset((edge.source, edge.target)) for edge in graph.edges)
    edges = [_written(edge, alone=lanes[frozenset((edge.source, edge.target))] == 1) for edge in graph.edges]
    back, rows = leading_back(graph), _rows(graph)
    position = {node.id: at for at, node in enumerate(graph.nodes)}
    frames = _frames(graph)
    lines = [_line(each, position, frames, up=at in back, row=rows[at]) for at, each in enumerate(edges)]
    lines += [*_above_joins(graph, position, frames, back), *below_the_reached(graph, lines)]
    far = far_lines(len(nodes), lines)
    signs = {at: _sign(graph, edges[at]) for at in sorted(far) if at < len(edges)}
    boxes = [(each.width, each.height) for each in nodes] + [
        (each.width, each.height) for each in signs.values()
    ]
    layout = lay_out(
        boxes,
        _to_signs(lines, far, list(signs), len(nodes)),
        direction="TB",
        gap=30,
        clusters=_clusters(graph, frames, [edges[at].edge.source for at in signs]),
    )
    return (
        None if layout is None else _placed(graph, nodes, {**dict(enumerate(edges)), **signs}, frames, layout)
    )


def _placed(
    graph: Graph, nodes: list[Sized], edges: dict[int, Written], frames: dict[str, int], layout: Layout
) -> Placed:
    groups = {group.id: group for group in graph.groups}
    signs = [each for each in edges.values() if each.is_sign]
    return Placed(
        layout.width,
        layout.height,
        tuple(zip(nodes, layout.boxes[: len(nodes)], strict=True)),
        tuple(zip(edges.values(), layout.wires[: len(edges)], strict=True)),
        tuple((name, groups.get(name), layout.frames[at]) for name, at in frames.items()),
        tuple(zip(signs, layout.boxes[len(nodes) :], strict=True)),
    )


def _to_signs(lines: list[Line], far: set[int], signs: list[int], first: int) -> list[Line]:
    """Let lines that lead too far end at their signs, the positions of which begin with `first`; hidden ones go."""
    sign = {at: first + number for number, at in enumerate(signs)}
    return [
        Line(line.source, sign[at], out_of=line.out_of) if at in sign else line
        for at, line in enumerate(lines)
        if at in sign or at not in far
    ]


def _sign(graph: Graph, written: Written) -> Written:
    """Write on an edge's sign what its label says, and where it leads."""
    edge = written.edge
    name = next(node.name for node in graph.nodes if node.id == edge.target)
    to = "the end of the branch" if edge.kind == "join" else name
    lines = (*written.lines, *wrapped(f"→\N{NO-BREAK SPACE}{to}", _SMALL, _LABEL_ROOM))
    width = max(text_width(line, _SMALL) for line in lines) + 20
    return Written(edge, lines, width, LABEL_LINE * len(lines) + 10, is_sign=True)


def _sized(node: Node) -> Sized:
    if node.kind == "join":
        return Sized(node, (), (), 36, 6)
    if node.kind in ("start", "end"):
        return Sized(node, (node.name,), (), text_width(node.name, _SMALL) + 24, 24)
    name = wrapped(node.name, _NAME, _NAME_ROOM)
    words = wrapped(node.words, _SMALL, _NAME_ROOM) + ([] if node.reached else ["never reached"])
    widest = max([text_width(line, _NAME) for line in name] + [text_width(line, _SMALL) for line in words])
    width = max(124, _ICON + widest + 10 + 2 * side_room(node.type))
    return Sized(node, tuple(name), tuple(words), width, max(46, 16 + LINE * (len(name) + len(words))))


def _written(edge: Edge, *, alone: bool) -> Written:
    if not edge.label:
        # Transitions between the same two states are kept apart by the room of their labels.
        return Written(edge) if alone else Written(edge, (), 8, LABEL_LINE)
    lines = wrapped(edge.label, _SMALL, _LABEL_ROOM)
    if len(lines) > _LABEL_LINES:
        lines = [*lines[: _LABEL_LINES - 1], f"{lines[_LABEL_LINES - 1]} …"]
    width = max(text_width(line, _SMALL) for line in lines) + 12
    return Written(edge, tuple(lines), width, LABEL_LINE * len(lines) + 8)


def _frames(graph: Graph) -> dict[str, int]:
    """Return by id a frame for each Parallel or Map that holds states, and in it one for each group that has some."""
    home = {node.id: node.group for node in graph.nodes}
    filled = {home[node.id] for node in graph.nodes if node.kind != "join"}
    frames: dict[str, int] = {}
    for group in graph.groups:
        if group.state:
            frames.setdefault(group.state, len(frames))
            if group.id in filled:  # a branch without a state has nothing to be framed
                frames[group.id] = len(frames)
    return frames


def _clusters(graph: Graph, frames: dict[str, int], signs: list[str]) -> list[Cluster]:
    """Return the frames in their order with what is in each; `signs` are the ids of the states that they belong to."""
    home = {node.id: node.group for node in graph.nodes}
    groups = {group.id: group for group in graph.groups}
    position = {node.id: at for at, node in enumerate(graph.nodes)}
    inside: dict[str, list[int]] = {group.id: [] for group in graph.groups}
    for at, node in enumerate(graph.nodes):
        if node.kind != "join" and node.id not in frames:
            inside[node.group].append(at)
    for at, state in enumerate(signs, len(graph.nodes)):
        inside[home[state]].append(at)
    return [
        _group_cluster(groups[name], inside[name], frames)
        if name in groups
        else Cluster((position[name], position[f"{name}/#join"]), frames.get(home[name]), margin=12)
        for name in frames
    ]


def _group_cluster(group: Group, nodes: list[int], frames: dict[str, int]) -> Cluster:
    label = (text_width(group.words, _SMALL) + 8, 18.0)
    return Cluster(tuple(nodes), frames[group.state], label, margin=10)


def _line(written: Written, position: dict[str, int], frames: dict[str, int], *, up: bool, row: int) -> Line:
    """Let a transition into or out of a Parallel or Map end at its frame, and one out of it begin where branches join."""
    edge = written.edge
    inner = edge.kind in ("fork", "join")
    leaves = not inner and edge.source in frames
    target = f"{edge.target}/#join" if edge.kind == "join" else edge.target
    return Line(
        position[f"{edge.source}/#join" if leaves else edge.source],
        position[target],
        written.width,
        written.height,
        out_of=frames[edge.source] if leaves else None,
        into=None if inner else frames.get(edge.target),
        weight=_HELD if row else _WEIGHTS.get(edge.kind, 1),
        up=up,
        rows=max(1, row),
    )


def _above_joins(
    graph: Graph, position: dict[str, int], frames: dict[str, int], back: set[int]
) -> Iterator[Line]:
    """Keep every state at the end of a branch above the place where branches join, those that fail as well."""
    around = {group.id: group.state for group in graph.groups}
    onward = {edge.source for at, edge in enumerate(graph.edges) if edge.kind != "fork" and at not in back}
    for node in graph.nodes:
        if node.kind != "join" and around[node.group] and node.id not in onward:
            last = f"{node.id}/#join" if node.id in frames else node.id
            yield Line(position[last], position[f"{around[node.group]}/#join"], hidden=True)


def _rows(graph: Graph) -> list[int]:
    """Say for each edge which row it leads to, counted from 1: many ways on from one state take turns; 0 where it is free."""
    many = Counter(edge.source for edge in graph.edges if edge.kind != "fork")
    taken: Counter[str] = Counter()
    found = []
    for edge in graph.edges:
        rows = min(_MOST_ROWS, 1 + (many[edge.source] - 1) // _ABREAST)
        found.append(0 if rows == 1 or edge.kind == "fork" else 1 + taken[edge.source] % rows)
        taken[edge.source] += 1
    return found
