"""The state machine graph by itself: a definition to look around in."""

from functools import cached_property
from html import escape
from typing import Any

import traitlets

from course.asl import StateMachine, lint_machine
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly

from .definitions import machine_of
from .details import details_of
from .scene import laid_out, scene_of, still_graph
from .telling import as_list, told

__all__ = ["MachineGraph", "state_machine"]


class MachineGraph(LiveWidget):
    """A state machine to look around in: zoom, search, walk along transitions, read a state's lines."""

    _esm = script("state_machine/graph.js", "state_machine/details.js", "state_machine/machine_graph.js")
    _css = stylesheet("state_machine")
    scene = traitlets.Dict(help="the drawing and the states").tag(sync=True)
    details = traitlets.Dict(help="what there is to read of each state").tag(sync=True)

    def __init__(self, machine: StateMachine) -> None:
        self._machine = machine
        found = lint_machine(machine)
        graph, _ = laid_out(machine)
        self._diagnostics = found
        super().__init__(scene=scene_of(machine, found), details=details_of(machine, graph, found))

    def still(self) -> View:
        """Return the drawing, what the linter says, and the outline in words."""
        return self._view

    @cached_property
    def _view(self) -> View:
        graph, _ = laid_out(self._machine)
        said = [_said(each) for each in self.details["diagnostics"]]
        drawn = still_graph(self._machine, diagnostics=self._diagnostics)
        legend = " · ".join(self.scene["legend"])
        outline = as_list(told(graph))
        words = f"<details><summary>The same in words</summary>{outline}</details>" if drawn else outline
        body = f'{drawn}<p class="course-muted">{escape(legend)}</p>{_list(said)}{words}'
        text = "\n".join(["State machine", str(self.scene["text"]), *(f"  {each}" for each in said)])
        return figure(body, text, name="machine", label="State machine", sheets=("state_machine",))


@kindly("a definition as text (JSON or YAML) or as a dict, a state machine, or the ARN of one in the account")
def state_machine(definition: Any, *, type: Any = "STANDARD") -> MachineGraph:
    """Draw the graph of a state machine, to be walked through, with each state's lines and what the linter says of it.

    `definition` is a text in JSON or YAML, a dict, a `course.asl.StateMachine`, or the ARN of a state machine in the
    account that runs; `type` is STANDARD or EXPRESS, which the linter wants to know of a text or a dict.
    """
    return MachineGraph(machine_of(definition, type))


def _said(diagnostic: dict[str, Any]) -> str:
    said = f"{diagnostic['sign']} {diagnostic['word']} in line {diagnostic['line']}: {diagnostic['message']}"
    return f"{said.rstrip('.')}. {diagnostic['hint']}".strip()


def _list(said: list[str]) -> str:
    items = "".join(f"<li>{escape(each)}</li>" for each in said)
    return f'<ul class="course-diagnostics">{items}</ul>' if said else ""
