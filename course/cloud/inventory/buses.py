"""Event buses: rules, archives, API destinations and connections."""

from collections.abc import Iterator
from typing import Any

from .deliveries import deliveries
from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield each bus with its rules, then archives, API destinations and connections."""
    if (kept := world.backend("events")) is None:
        return
    for bus in kept.event_buses.values():
        yield Node(bus.arn, "bus", bus.name)
        yield from (Node(rule.arn, "rule", rule.name) for rule in _own(bus))
    yield from (Node(each.arn, "archive", each.name) for each in kept.archives.values())
    yield from (Node(each.arn, "api destination", each.name) for each in kept.destinations.values())
    yield from (Node(each.arn, "connection", each.name) for each in kept.connections.values())


def edges(world: World) -> Iterator[Edge]:
    """Yield each rule with its targets, what is archived, and the ways to partners."""
    if (kept := world.backend("events")) is None:
        return
    for bus in kept.event_buses.values():
        for rule in _own(bus):
            state = "ok" if rule.state == "ENABLED" else "off"
            yield Edge(bus.arn, rule.arn, "rule", rule.scheduled_expression or "", state)
            for target in rule.targets:
                yield from deliveries(world, rule.arn, target, state)
    yield from (Edge(each.source_arn, each.arn, "archive") for each in kept.archives.values())
    for each in kept.destinations.values():
        yield Edge(each.arn, each.invocation_endpoint, "request", each.http_method)
        yield Edge(each.arn, each.connection_arn, "authorization")


def _own(bus: Any) -> Iterator[Any]:
    """Yield the rules that were made, and not those by which an archive is fed."""
    return (rule for rule in bus.rules.values() if not rule.managed_by)
