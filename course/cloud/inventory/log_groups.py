"""Log groups. The one of a function belongs to the function, and is no resource of its own on a map."""

from collections.abc import Iterator
from typing import Any

from .addresses import meant
from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield the log groups, those of functions left out."""
    yield from (
        Node(_arn(group), "log group", group.name) for group in _all(world) if _stands_alone(world, group)
    )


def edges(world: World) -> Iterator[Edge]:
    """Yield the subscription filters; those of a function's log group begin at the function."""
    for group in _all(world):
        function = world.arn("lambda", f"function:{group.name.removeprefix('/aws/lambda/')}")
        source = _arn(group) if _stands_alone(world, group) else function
        for each in group.subscription_filters.values():
            label = "filtered" if each.filter_pattern else ""
            yield Edge(source, meant(world, each.destination_arn), "subscription", label)


def _stands_alone(world: World, group: Any) -> bool:
    kept = world.backend("lambda")
    functions = {each.function_name for each in kept.list_functions()} if kept is not None else set()
    begin, _, name = group.name.rpartition("/")
    return begin != "/aws/lambda" or name not in functions


def _arn(group: Any) -> str:
    return str(group.arn).removesuffix(":*")


def _all(world: World) -> Iterator[Any]:
    if (kept := world.backend("logs")) is not None:
        yield from kept.groups.values()
