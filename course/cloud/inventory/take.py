"""Takes the inventory: asks one service after another."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from course.cloud.request import resource_name

from . import (
    alarms,
    apis,
    buckets,
    buses,
    functions,
    http_apis,
    log_groups,
    machines,
    partners,
    queues,
    schedules,
    tables,
    topics,
)
from .inventory import Edge, Inventory, Node
from .world import World

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["take"]

# Each tells of its resources, and of what they are wired to. Maps are drawn in this order.
SERVICES: tuple[tuple[Callable[[World], Iterable[Node]], Callable[[World], Iterable[Edge]]], ...] = (
    (topics.nodes, topics.edges),
    (queues.nodes, queues.edges),
    (functions.nodes, functions.edges),
    (tables.nodes, tables.edges),
    (buses.nodes, buses.edges),
    (schedules.nodes, schedules.edges),
    (buckets.nodes, buckets.edges),
    (machines.nodes, machines.edges),
    (apis.nodes, apis.edges),
    (http_apis.nodes, http_apis.edges),
    (alarms.nodes, alarms.edges),
    (log_groups.nodes, log_groups.edges),
    (partners.nodes, partners.edges),
)

# How the id of what is no resource of the account begins; what begins otherwise is an endpoint.
_STRANGERS = {"arn:": "missing", "service:": "service"}


def take(account: "Account") -> Inventory:
    """Take the inventory of a running account in its own region. It leaves no trace, and no time passes."""
    world = World(account)
    edges = tuple(dict.fromkeys(edge for _, told in SERVICES for edge in told(world)))
    nodes = [node for told, _ in SERVICES for node in told(world)]
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    # The default bus is always there, and counts once something is made of it.
    default = world.arn("events", "event-bus/default")
    shown = [node for node in nodes if node.id != default or default in ends]
    return Inventory((*shown, *_strangers(ends - {node.id for node in nodes})), edges)


def _strangers(ids: Iterable[str]) -> Iterator[Node]:
    """What an edge leads to exists for the map even where the account holds nothing of the kind: a deleted queue, say."""
    for each in sorted(ids):
        kind = next((kind for begin, kind in _STRANGERS.items() if each.startswith(begin)), "endpoint")
        yield Node(each, kind, each.removeprefix("service:") if kind == "service" else resource_name(each))
