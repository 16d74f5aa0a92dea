"""What a script is given to show the graph, and what a static page shows of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from course.asl import Diagnostic, StateMachine

from .details import notes_of
from .drawing import draw
from .drawn_state import Mark
from .graph import Graph
from .legend import legend
from .placing import Placed, place
from .reading import graph_of
from .statuses import STATUSES
from .telling import as_text, told

__all__ = ["laid_out", "scene_of", "still_graph"]


def scene_of(machine: StateMachine, diagnostics: Iterable[Diagnostic] = ()) -> dict[str, Any]:
    """Return what `stateGraph` shows, JSON-ready.

    `svg` with `width` and `height` in pixels (empty where there is no Graphviz, no state, or too much to draw), the `states` in the order
    of the text, the `statuses` a mark may have, the `legend`, and `text`: the same in words. States that `diagnostics`
    are about carry a sign.
    """
    graph, placed = laid_out(machine)
    return {
        "svg": draw(placed, notes=notes_of(graph, diagnostics)) if placed and graph.nodes else "",
        "width": round(placed.width) if placed else 0,
        "height": round(placed.height) if placed else 0,
        "states": _states(graph),
        "statuses": {name: asdict(status) for name, status in STATUSES.items()},
        "legend": legend(graph),
        "text": as_text(told(graph)),
    }


def still_graph(
    machine: StateMachine,
    marks: Mapping[str, Mark] | None = None,
    diagnostics: Iterable[Diagnostic] = (),
) -> str:
    """Return the drawing with `marks` on it as HTML for a static page; empty where there is nothing to draw."""
    graph, placed = laid_out(machine)
    if placed is None or not graph.nodes:
        return ""
    drawn = draw(placed, marks=marks, notes=notes_of(graph, diagnostics), live=False)
    return (
        f'<div class="course-still-graph" tabindex="0" role="group" aria-label="State machine">{drawn}</div>'
    )


@lru_cache(maxsize=16)
def laid_out(machine: StateMachine) -> tuple[Graph, Placed | None]:
    """Return a machine's graph, and where everything in it goes; the last few are kept."""
    graph = graph_of(machine)
    return graph, place(graph)


def _states(graph: Graph) -> list[dict[str, Any]]:
    around = {group.id: group.state for group in graph.groups}
    return [
        {
            "id": node.id,
            "name": node.name,
            "type": node.type,
            "words": node.words,
            "parent": around[node.group],
            "line": node.line,
        }
        for node in sorted(graph.nodes, key=lambda node: node.line)
        if node.kind == "state"
    ]
