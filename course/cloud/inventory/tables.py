"""Tables and their streams."""

from collections.abc import Iterator

from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield the tables; a stream is part of its table."""
    if (kept := world.backend("dynamodb")) is None:
        return
    for table in kept.tables.values():
        stream = table.stream_specification or {}
        detail = {"stream": stream["StreamViewType"]} if stream.get("StreamEnabled") else {}
        yield Node(table.table_arn, "table", table.name, detail)


def edges(_: World) -> Iterator[Edge]:
    """Yield nothing: what reads a stream tells of it."""
    yield from ()
