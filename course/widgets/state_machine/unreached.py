"""What no way leads to stands below all that is reached: the first thing to be seen is where it starts."""

from collections.abc import Iterator

from course.widgets.dot import Line

from .far import depths
from .graph import Graph

__all__ = ["below_the_reached", "reached_nodes"]

_ABREAST = 4  # so many stand beside each other before the next row


def reached_nodes(graph: Graph) -> set[str]:
    """Return the ids of the nodes that some way leads to, or that are such a way's beginning."""
    islands = tuple(f"{node.id}/" for node in graph.nodes if node.kind == "state" and not node.reached)
    found = {
        node.id
        for node in graph.nodes
        # What is inside of a state that is never reached is reached from there alone.
        if node.reached and node.kind in ("state", "start") and not f"{node.group}/".startswith(islands)
    }
    return found | {edge.target for edge in graph.edges if edge.source in found}


def below_the_reached(graph: Graph, lines: list[Line]) -> Iterator[Line]:
    """Keep those that begin a way which is never reached below the deepest of their group that is; row by row."""
    reached = reached_nodes(graph)
    position = {node.id: at for at, node in enumerate(graph.nodes)}
    depth = depths(len(graph.nodes), lines)
    held = {line.target for line in lines if not line.up}
    deepest: dict[str, int] = {}
    rows: dict[str, list[int]] = {}
    for node in graph.nodes:
        at = position[node.id]
        if node.kind == "join":
            continue
        if node.id in reached:
            kept = deepest.setdefault(node.group, at)
            deepest[node.group] = max(kept, at, key=lambda each: depth[each])
        elif at not in held:
            rows.setdefault(node.group, []).append(at)
    for group, those in rows.items():
        above = deepest.get(group)
        for at, here in enumerate(those):
            first = those[at - _ABREAST] if at >= _ABREAST else above
            if first is not None:
                yield Line(first, here, hidden=True)
