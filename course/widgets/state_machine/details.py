"""What there is to read of each state: its lines in the definition, its ways on, and what the linter says of it."""

from collections.abc import Iterable
from typing import Any

from course.asl import Diagnostic, StateMachine

from .drawn_state import SEVERITIES, Note
from .graph import Graph, Node
from .source import last_line, lines_of, shown_alone
from .telling import ways_of

__all__ = ["details_of", "notes_of", "state_of"]


def details_of(machine: StateMachine, graph: Graph, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return, JSON-ready, the definition's lines, what is to be read of each state, and the diagnostics in their order.

    A state's `source` is empty where its lines are shown as they are; a diagnostic's `state` where it is of none.
    """
    ways, ids, lines = ways_of(graph), _ids(graph), lines_of(machine)
    return {
        "lines": lines,
        "states": {
            node.id: _state(machine, node, ways[node.id], lines)
            for node in graph.nodes
            if node.kind == "state"
        },
        "diagnostics": [
            {
                "state": state_of(each, ids),
                "sign": SEVERITIES[each.severity][0],
                "word": SEVERITIES[each.severity][1],
                "tone": SEVERITIES[each.severity][2],
                "line": each.line,
                "message": each.message,
                "hint": each.hint,
            }
            for each in diagnostics
        ],
    }


def notes_of(graph: Graph, diagnostics: Iterable[Diagnostic]) -> dict[str, Note]:
    """Return for each state that has diagnostics the worst severity, and how many there are."""
    ids = _ids(graph)
    found: dict[str, Note] = {}
    for each in diagnostics:
        state = state_of(each, ids)
        severity, many = found.get(state, (each.severity, 0))
        found[state] = ("ERROR" if "ERROR" in (severity, each.severity) else "WARNING", many + 1)
    found.pop("", None)
    return found


def state_of(diagnostic: Diagnostic, ids: set[str]) -> str:
    """Return the id of the innermost state that a diagnostic is in, empty where it is in none."""
    location = diagnostic.location
    while location and location not in ids:
        location = location.rpartition("/")[0]
    return location


def _ids(graph: Graph) -> set[str]:
    return {node.id for node in graph.nodes if node.kind == "state"}


def _state(machine: StateMachine, node: Node, ways: tuple[str, ...], lines: list[str]) -> dict[str, Any]:
    return {
        "first": node.line,
        "last": last_line(machine, node, lines),
        "source": shown_alone(machine, node, lines),
        "ways": list(ways),
    }
