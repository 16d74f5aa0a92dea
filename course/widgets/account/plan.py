"""What is to be drawn: an account's inventory as places and roads, in plain data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from course.widgets.account.shapes import shape_of
from course.widgets.account.ways import way_of
from course.widgets.words import clip

__all__ = ["Place", "Plan", "Road", "only", "plan_of", "subtitle", "title", "within"]


@dataclass(frozen=True)
class Place:
    """A resource on the map: its id, kind and name, and what else its inventory tells of it."""

    id: str
    kind: str
    name: str
    detail: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Road:
    """A connection on the map: positions of its two places, its kind, what is written on it.

    `state` is ok, pending or off. `way` tells who waits (see `ways`).
    """

    source: int
    target: int
    kind: str
    label: str
    state: str = "ok"
    way: str = ""


@dataclass(frozen=True)
class Plan:
    """Places and the roads between them."""

    places: tuple[Place, ...]
    roads: tuple[Road, ...]


def plan_of(inventory: Any) -> Plan:
    """Read an account's inventory (`nodes` with id, kind, name; `edges` with source, target, kind, label, state)."""
    places = tuple(
        Place(str(node.id), str(node.kind), str(node.name), dict(getattr(node, "detail", None) or {}))
        for node in inventory.nodes
    )
    position = {place.id: at for at, place in enumerate(places)}
    return Plan(places, tuple(_roads(inventory.edges, position, places)))


def title(place: Place) -> str:
    """Return what a place is called in a sentence: `queue sales-q`, `sales-q (missing)`."""
    if place.kind == "missing":
        return f"{place.name} (missing)"
    return f"{shape_of(place.kind).word} {place.name}"


def subtitle(place: Place) -> str:
    """Return what stands below a place's name: its kind, and what makes it another thing than most of its kind."""
    word = shape_of(place.kind).word
    if place.kind == "table" and place.detail.get("stream"):
        return f"{word} with a stream"
    if place.kind == "state machine" and place.detail.get("type") == "EXPRESS":
        return f"Express {word}"
    return word


def within(plan: Plan, start: Iterable[int], *, steps: int | None = None) -> set[int]:
    """Return the positions that can be reached from `start` along roads, either way, in so many steps (None: any)."""
    found = set(start)
    while steps is None or steps > 0:
        ends = ({road.source, road.target} for road in plan.roads)
        more = {at for pair in ends if pair & found for at in pair} - found
        if not more:
            break
        found |= more
        steps = None if steps is None else steps - 1
    return found


def only(plan: Plan, kept: Callable[[int], bool]) -> Plan:
    """Return the plan with the places at which `kept` is true, and the roads between them."""
    order = [at for at in range(len(plan.places)) if kept(at)]
    position = {old: new for new, old in enumerate(order)}
    roads = tuple(
        replace(road, source=position[road.source], target=position[road.target])
        for road in plan.roads
        if road.source in position and road.target in position
    )
    return Plan(tuple(plan.places[at] for at in order), roads)


def _roads(edges: Iterable[Any], position: dict[str, int], places: tuple[Place, ...]) -> Iterable[Road]:
    for edge in edges:
        if edge.source in position and edge.target in position:
            source, target = position[edge.source], position[edge.target]
            way = way_of(str(edge.kind), places[target].kind)
            yield Road(source, target, str(edge.kind), clip(str(edge.label or ""), 26), str(edge.state), way)
