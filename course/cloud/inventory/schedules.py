"""Schedules of EventBridge Scheduler."""

from collections.abc import Iterator
from typing import Any

from .deliveries import deliveries
from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield the schedules of all groups."""
    yield from (Node(each.arn, "schedule", each.name) for each in _all(world))


def edges(world: World) -> Iterator[Edge]:
    """Yield each schedule's target."""
    for each in _all(world):
        yield from deliveries(world, each.arn, each.target, "ok" if each.state == "ENABLED" else "off")


def _all(world: World) -> Iterator[Any]:
    if (kept := world.backend("scheduler")) is not None:
        for group in kept.schedule_groups.values():
            yield from group.schedules.values()
