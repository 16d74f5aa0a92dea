"""The graph beside the text: of the last text that could be read, drawn anew only when it would look different."""

import time
from dataclasses import dataclass, replace
from typing import Any

from course.asl import StateMachine, parse
from course.widgets.editor.reading import Reading
from course.widgets.state_machine import Graph, graph_of, scene_of
from course.widgets.state_machine.details import notes_of

__all__ = ["Drawing", "draw", "is_current"]


@dataclass(frozen=True)
class Drawing:
    """A scene for `stateGraph`, the machine that it shows, and the real seconds that the layout took."""

    machine: StateMachine
    scene: dict[str, Any]
    seconds: float
    looks: Any


def draw(reading: Reading) -> Drawing:
    """Lay out the graph of a text; of nothing, if it cannot be read."""
    machine = reading.machine if reading.is_readable else parse("{}")
    diagnostics = reading.diagnostics if reading.is_readable else []
    began = time.perf_counter()
    scene = scene_of(machine, diagnostics)
    return Drawing(machine, scene, time.perf_counter() - began, _looks(reading))


def is_current(drawing: Drawing, reading: Reading) -> bool:
    """Tell whether the drawing looks as one of this text would. A text that cannot be read has none of its own."""
    return not reading.is_readable or drawing.looks == _looks(reading)


def _looks(reading: Reading) -> tuple[Graph, dict[str, Any]]:
    """What the look depends on: the graph, wherever its states stand in the text, and which of them carry a sign."""
    graph = graph_of(reading.machine)
    nodes = tuple(replace(node, line=0) for node in graph.nodes)
    return replace(graph, nodes=nodes), notes_of(graph, reading.diagnostics)
