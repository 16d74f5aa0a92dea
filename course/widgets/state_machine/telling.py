"""A graph in words: an ordered outline of all states with their transitions, retriers and catchers."""

from dataclasses import dataclass
from html import escape

from .graph import Edge, Graph, Node

__all__ = ["Told", "as_list", "as_text", "told", "ways_of"]

NOTHING = "There is nothing to draw: no state could be found."


@dataclass(frozen=True)
class Told:
    """One state in words: a line for it, its ways on, and what is nested in it: words for a group, and its states."""

    id: str
    line: str
    ways: tuple[str, ...]
    inner: tuple[tuple[str, tuple["Told", ...]], ...]


def told(graph: Graph) -> tuple[Told, ...]:
    """Return the states of the whole machine in the order of the text, each with what is nested in it."""
    states: dict[str, list[Node]] = {}
    for node in graph.nodes:
        if node.kind == "state":
            states.setdefault(node.group, []).append(node)
    ways = ways_of(graph)

    def of(group: str) -> tuple[Told, ...]:
        return tuple(
            Told(
                node.id,
                _line(node),
                ways[node.id],
                tuple((each.words, of(each.id)) for each in graph.groups if each.state == node.id),
            )
            for node in states.get(group, ())
        )

    return of("/")


def as_text(outline: tuple[Told, ...], indent: str = "") -> str:
    """Return the outline as text, numbered and indented."""
    if not outline:
        return NOTHING if not indent else f"{indent}no states"
    lines = []
    for number, each in enumerate(outline, 1):
        lines.append(f"{indent}{number}. {each.line}")
        deeper = indent + "   "
        lines.extend(f"{deeper}{way}" for way in each.ways)
        for words, inner in each.inner:
            lines += [f"{deeper}{words}:", as_text(inner, deeper + "  ")]
    return "\n".join(lines)


def as_list(outline: tuple[Told, ...]) -> str:
    """Return the outline as nested ordered lists in HTML."""
    return f"<ol>{''.join(_item(each) for each in outline)}</ol>" if outline else f"<p>{NOTHING}</p>"


def _item(each: Told) -> str:
    ways = "".join(f"<div>{escape(way)}</div>" for way in each.ways)
    inner = "".join(f"<div>{escape(words)}:</div>{as_list(states)}" for words, states in each.inner)
    return f"<li><b>{escape(each.line)}</b>{ways}{inner}</li>"


def ways_of(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return for each state what happens after it, a sentence for each way: rules first, in their order."""
    nodes = {node.id: node for node in graph.nodes}
    found: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        if edge.kind == "start":
            found[edge.target].append("the execution begins here")
    for node in graph.nodes:
        found[node.id].extend(f"↻ {said}" for said in node.retriers)
    for edge in graph.edges:
        if edge.kind not in ("start", "fork"):
            found[edge.source].append(_way(edge, nodes[edge.target]))
    return {state: tuple(ways) for state, ways in found.items()}


def _way(edge: Edge, target: Node) -> str:
    where = f"{target.name} (no such state)" if target.kind == "missing" else target.name
    match edge.kind:
        case "choice":
            return f"if {edge.full} → {where}"
        case "default":
            return f"otherwise → {where}"
        case "catch":
            return f"⚑ caught: {edge.full.removeprefix('⚑').strip()} → {where}"
        case "join":
            return f"ends this part of {where}"
        case "end":
            return "ends the execution"
        case _:
            return f"→ {where}"


def _line(node: Node) -> str:
    reached = "" if node.reached else ", never reached"
    return f"{node.name} ({node.words}{reached})"
