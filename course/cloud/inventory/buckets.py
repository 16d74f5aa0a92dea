"""Buckets and their notifications."""

from collections.abc import Iterator

from .addresses import meant
from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield the buckets."""
    if (kept := world.backend("s3")) is not None:
        yield from (Node(f"arn:aws:s3:::{each}", "bucket", each) for each in kept.buckets)


def edges(world: World) -> Iterator[Edge]:
    """Yield whom each bucket tells of its objects."""
    if (kept := world.backend("s3")) is None:
        return
    for bucket in kept.buckets.values():
        wishes = bucket.notification_configuration
        if wishes is None:
            continue
        source = f"arn:aws:s3:::{bucket.name}"
        for wish in (*wishes.queue, *wishes.topic, *wishes.cloud_function):
            yield Edge(source, meant(world, wish.arn), "notification", ", ".join(wish.events))
        if wishes.event_bridge is not None:
            yield Edge(source, world.arn("events", "event-bus/default"), "notification", "all events")
