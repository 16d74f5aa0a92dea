"""What the signs in a graph mean: those alone that occur in it."""

from .graph import Graph

__all__ = ["legend"]


def legend(graph: Graph) -> list[str]:
    """Return a sentence for each kind of sign in the graph."""
    kinds = {edge.kind for edge in graph.edges}
    said = []
    if "catch" in kinds:
        said.append("⚑ dashed: where an error leads that is caught")
    if any(node.retries for node in graph.nodes):
        said.append("↻ 3\N{MULTIPLICATION SIGN} how many times it is tried again")
    if "join" in kinds:
        said.append("▬ goes on when all have ended")
    if any(not node.reached for node in graph.nodes) or any(node.kind == "missing" for node in graph.nodes):
        said.append("dashed outline: never reached, or missing")
    return said
