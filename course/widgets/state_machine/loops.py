"""Which transitions lead up: a drawing goes from top to bottom, and these alone do not."""

from collections.abc import Iterator

from .graph import Graph
from .unreached import reached_nodes

__all__ = ["leading_back"]


def leading_back(graph: Graph) -> set[int]:
    """Return the positions of the edges that lead to a state on the way to their own source, taken in the text's order.

    What is never reached stands below what is, and so it leads up as well.
    """
    onward: dict[str, list[tuple[int, str]]] = {node.id: [] for node in graph.nodes}
    for at, edge in enumerate(graph.edges):
        if edge.kind not in ("fork", "join"):
            onward[edge.source].append((at, edge.target))
    found: set[int] = set()
    seen: set[str] = set()
    for root in _roots(graph):
        found |= _back(root, onward, seen)
    reached = reached_nodes(graph)
    return found | {
        at
        for at, edge in enumerate(graph.edges)
        if edge.kind not in ("fork", "join") and edge.source not in reached and edge.target in reached
    }


def _roots(graph: Graph) -> Iterator[str]:
    """Where groups begin comes first, so that what nobody leads to does not turn the rest around."""
    yield from (edge.source for edge in graph.edges if edge.kind == "start")
    yield from (edge.target for edge in graph.edges if edge.kind == "fork")
    yield from (node.id for node in graph.nodes)


def _back(root: str, onward: dict[str, list[tuple[int, str]]], seen: set[str]) -> set[int]:
    """Walk in depth, without recursion: what leads to a node that is still on the way leads back."""
    if root in seen:
        return set()
    found: set[int] = set()
    way = {root: iter(onward[root])}
    seen.add(root)
    while way:
        here = next(reversed(way))
        for at, target in way[here]:
            if target in way:
                found.add(at)
            elif target not in seen:
                seen.add(target)
                way[target] = iter(onward[target])
                break
        else:
            way.popitem()
    return found
