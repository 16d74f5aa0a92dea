"""A map's layout: each group of connected places by Graphviz, the groups side by side, what is not wired in rows below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from course.widgets.dot import Box, Layout, Wire, lay_out

__all__ = ["pack"]

Size = tuple[float, float]
Edge = tuple[int, int, float]

_GAP, _ROW, _NARROW = (
    18,
    720,
    720,
)  # pixels: between groups; a row that is not too long; a map that is not wide
_SHAPE = 1.7  # how many times wider than high a large map is to be
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


@dataclass(frozen=True)
class _Group:
    """Connected places and the edges between them, by position, laid out by themselves."""

    places: tuple[int, ...]
    edges: tuple[int, ...]
    layout: Layout


def pack(
    sizes: Sequence[Size], edges: Sequence[Edge], rest: Sequence[int], *, direction: str = "LR"
) -> Layout | None:
    """Lay out places of `sizes` and `edges` (source, target, room for a label). None where there is no Graphviz.

    `rest` are the places without an edge, in the order of their rows; `direction` is Graphviz's rankdir.
    """
    groups = []
    for places in _connected(len(sizes), edges):
        inside = [at for at, edge in enumerate(edges) if edge[0] in places]
        position = {old: new for new, old in enumerate(places)}
        layout = lay_out(
            [sizes[at] for at in places],
            [(position[edges[at][0]], position[edges[at][1]], edges[at][2]) for at in inside],
            gap=48 if direction == "LR" else 40,
            direction=direction,
        )
        if layout is None:
            return None
        groups.append(_Group(tuple(places), tuple(inside), layout))
    boxes, wires, width, height = _side_by_side(groups)
    rows = _rows(rest, sizes, height + 3 * _GAP if groups else 0.0, max(_ROW, width))
    boxes |= rows
    width = max([width, *(box.x + box.width / 2 for box in rows.values())])
    height = max([height, *(box.y + box.height / 2 for box in rows.values())])
    return Layout(
        width, height, [boxes[at] for at in range(len(sizes))], [wires[at] for at in range(len(edges))]
    )


def _connected(count: int, edges: Sequence[Edge]) -> list[list[int]]:
    """Return the groups of places that edges connect, each in order."""
    first = list(range(count))
    for source, target, _ in edges:
        kept, gone = sorted((first[source], first[target]))
        first = [kept if each == gone else each for each in first]
    wired = {at for source, target, _ in edges for at in (source, target)}
    found: dict[int, list[int]] = {}
    for at in sorted(wired):
        found.setdefault(first[at], []).append(at)
    return list(found.values())


def _side_by_side(
    groups: Sequence[_Group],
) -> tuple[dict[int, Box], dict[int, Wire], float, float]:
    """Set each group where it comes highest within the width; return boxes, wires, width and height."""
    boxes: dict[int, Box] = {}
    wires: dict[int, Wire] = {}
    taken: list[tuple[float, float, float]] = []  # left, right and bottom of what is set already
    widest = _width(groups)
    for group in groups:
        layout = group.layout
        left, top = _highest(layout.width, taken, widest)
        for at, box in zip(group.places, layout.boxes, strict=True):
            boxes[at] = Box(box.x + left, box.y + top, box.width, box.height)
        for at, wire in zip(group.edges, layout.wires, strict=True):
            wires[at] = _moved(wire, left, top)
        taken.append((left, left + layout.width, top + layout.height))
    width = max((right for _, right, _ in taken), default=0.0)
    return boxes, wires, width, max((bottom for _, _, bottom in taken), default=0.0)


def _width(groups: Sequence[_Group]) -> float:
    area = sum((group.layout.width + 2 * _GAP) * (group.layout.height + _GAP) for group in groups)
    return max([_NARROW, sqrt(area * _SHAPE), *(group.layout.width for group in groups)])


def _highest(width: float, taken: Sequence[tuple[float, float, float]], widest: float) -> tuple[float, float]:
    """Return the left and top at which something of this width comes highest, the leftmost of those."""
    found = []
    for left in [0.0, *(right + 2 * _GAP for _, right, _ in taken)]:
        if left == 0 or left + width <= widest:
            below = (
                bottom + _GAP
                for begin, end, bottom in taken
                if begin < left + width + 2 * _GAP and end + 2 * _GAP > left
            )
            found.append((max(below, default=0.0), left))
    top, left = min(found)
    return left, top


def _rows(order: Sequence[int], sizes: Sequence[Size], top: float, longest: float) -> dict[int, Box]:
    boxes: dict[int, Box] = {}
    left = 0.0
    for at in order:
        width, height = sizes[at]
        if left and left + width > longest:
            left, top = 0.0, top + height + _GAP
        boxes[at] = Box(left + width / 2, top + height / 2, width, height)
        left += width + _GAP
    return boxes


def _moved(wire: Wire, left: float, top: float) -> Wire:
    def shift(path: str) -> str:
        return _POINT.sub(lambda point: f"{float(point[1]) + left:.1f},{float(point[2]) + top:.1f}", path)

    label = wire.label_at and (wire.label_at[0] + left, wire.label_at[1] + top)
    return Wire(shift(wire.path), shift(wire.head), label)
