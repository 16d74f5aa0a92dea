"""The drawing under the architecture map and the message flow: resources as shapes, connections as wires.

A `Plan` is plain data; `draw` turns it into SVG whose parts carry `data-node` and `data-edge`, so that a live widget can
mark them without laying anything out again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from course.widgets.account.shapes import shape_of
from course.widgets.dot import Box, Layout, Wire, lay_out
from course.widgets.words import clip

__all__ = ["BADGE", "Mark", "Place", "Plan", "Road", "draw", "plan_of", "resource_name"]

BADGE = "mock account: nothing leaves this machine"
_LETTER, _MARK_ROOM = 7.9, 84  # pixels: a bold letter of a name; a mark on a road


@dataclass(frozen=True)
class Place:
    """A resource on the map: its id, kind and name."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True)
class Road:
    """A connection on the map: positions of its two places, its kind, what is written on it, `ok` or `pending`."""

    source: int
    target: int
    kind: str
    label: str
    state: str = "ok"


@dataclass(frozen=True)
class Plan:
    """What is to be drawn."""

    places: tuple[Place, ...]
    roads: tuple[Road, ...]


@dataclass(frozen=True)
class Mark:
    """What is written on a road or below a place at one moment, and its tone: good, bad, warn or empty."""

    text: str
    tone: str = ""


def plan_of(inventory: Any) -> Plan:
    """Read an account's inventory (`nodes` with id, kind, name; `edges` with source, target, kind, label, state)."""
    places = tuple(Place(str(node.id), str(node.kind), str(node.name)) for node in inventory.nodes)
    position = {place.id: at for at, place in enumerate(places)}
    roads = tuple(
        Road(position[edge.source], position[edge.target], edge.kind, _label(edge), edge.state)
        for edge in inventory.edges
        if edge.source in position and edge.target in position
    )
    return Plan(places, roads)


def resource_name(identifier: str) -> str:
    """Return the name at the end of an ARN or a queue's address; any other text as it is."""
    if identifier.startswith("arn:"):
        return identifier.rsplit(":", 1)[-1]
    if identifier.startswith("http") and "amazonaws.com" in identifier:
        return identifier.rsplit("/", 1)[-1]
    return identifier


def draw(
    plan: Plan,
    *,
    counts: Mapping[int, Mark] | None = None,
    marks: Mapping[int, Mark] | None = None,
) -> str | None:
    """Return the plan as SVG, or None where there is no Graphviz.

    `counts` are written into places and `marks` onto roads, by position; given at all, even empty, they are given room.
    """
    counted = counts is not None
    rooms = [_room(road, counted=counted) for road in plan.roads]
    layout = lay_out(
        _sizes(plan, counted=counted),
        [(road.source, road.target, room) for road, room in zip(plan.roads, rooms, strict=True)],
    )
    if layout is None:
        return None
    roads = [
        _road(at, road, layout.wires[at], (marks or {}).get(at, Mark("")))
        for at, road in enumerate(plan.roads)
    ]
    places = [
        _place(at, place, layout.boxes[at], (counts or {}).get(at, Mark("")), counted=counted)
        for at, place in enumerate(plan.places)
    ]
    return _sheet(layout, [*roads, *places])


def _sizes(plan: Plan, *, counted: bool) -> list[tuple[float, float]]:
    """Give all places of one kind the same size, so that they stand in line."""
    longest: dict[str, int] = {}
    for place in plan.places:
        longest[place.kind] = max(longest.get(place.kind, 0), len(clip(place.name)))
    least, height = (158, 66) if counted else (128, 54)
    return [(max(least, 76 + _LETTER * longest[place.kind]), height) for place in plan.places]


def _room(road: Road, *, counted: bool) -> float:
    words = _written(road)
    if counted and road.kind == "dead-letter":
        return 0  # nothing is ever marked there, and the width is needed
    least = _MARK_ROOM if counted else 0
    return max(least, 10 + 6.4 * len(words) if words else 0)


def _sheet(layout: Layout, parts: list[str]) -> str:
    width, height = layout.width + 8, layout.height + 8
    return (
        f'<svg viewBox="-4 -4 {width:.0f} {height:.0f}" style="max-width:{width:.0f}px" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _place(at: int, place: Place, box: Box, count: Mark, *, counted: bool) -> str:
    shape = shape_of(place.kind)
    left, lift = -box.width / 2 + 46, 0 if counted else 7
    tone = f"course-{count.tone}" if count.tone else ""
    number = f'<text class="course-map-count {tone}" x="{left}" y="23" data-count="{at}">{escape(count.text)}</text>'
    return (
        f'<g class="course-map-node course-kind-{shape.kind}" data-node="{at}" transform="translate({box.x},{box.y})">'
        f"<title>{escape(shape.word)} {escape(place.name)}</title>"
        f'<path class="course-outline" d="{shape.outline(box.width, box.height)}"/>'
        f'<path class="course-icon" d="{shape.icon}" transform="translate({left - 31},-12)"/>'
        f'<text class="course-map-name" x="{left}" y="{lift - 9}">{escape(clip(place.name))}</text>'
        f'<text class="course-map-kind" x="{left}" y="{lift + 7}">{escape(shape.word)}</text>'
        f"{number if counted else ''}</g>"
    )


def _road(at: int, road: Road, wire: Wire, mark: Mark) -> str:
    words = _written(road)
    path = (
        f'<path class="course-map-wire course-{escape(road.kind)} course-{escape(road.state)}" data-edge="{at}" '
        f'd="{wire.path}"/><path class="course-map-head" d="{wire.head}"/>'
    )
    if wire.label_at is None:
        return path
    x, y = wire.label_at
    text, tone = mark.text or words, f"course-status-{mark.tone}" if mark.tone else ""
    return (
        f'{path}<g class="course-map-label {tone}" data-mark="{at}" data-words="{escape(words)}" '
        f'transform="translate({x},{y})"><text text-anchor="middle" y="4">{escape(text)}</text></g>'
    )


def _written(road: Road) -> str:
    if road.state == "pending":
        return "pending"
    return road.label or ("dead letters" if road.kind == "dead-letter" else "")


def _label(edge: Any) -> str:
    return clip(str(edge.label or ""), 26)
