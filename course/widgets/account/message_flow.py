"""The message flow: the architecture map, walked through one step at a time."""

from collections.abc import Iterable
from html import escape
from typing import Any

import traitlets

from course.widgets.account.atlas import BADGE, draw
from course.widgets.account.flow import Flow, Frame, flow_of
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly
from course.widgets.words import duration, offset

__all__ = ["MessageFlow", "message_flow"]


class MessageFlow(LiveWidget):
    """Steps through a flow: back, forward, play, slider, arrow keys. `step` 0 is the beginning."""

    _esm = script("player.js", "account/message_flow.js")
    _css = stylesheet("account")
    scene = traitlets.Dict(help="the drawing, the steps, and what is marked after each").tag(sync=True)
    step = traitlets.Int(0, min=0, help="how many steps have been taken").tag(sync=True)

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        super().__init__(scene=scene_of(flow))

    def still(self) -> View:
        """Return the end of the flow with all its steps as an ordered list."""
        return static_flow(self._flow)


@kindly("a trace and an inventory, as account.trace and account.inventory() give them")
def message_flow(trace: Iterable[Any], inventory: Any) -> MessageFlow | View:
    """Show how each published message travels: copies, filters, arrivals, losses, on virtual time."""
    flow = flow_of(trace, inventory)
    return MessageFlow(flow) if flow.steps else static_flow(flow)


def scene_of(flow: Flow) -> dict[str, Any]:
    """Return all that the script needs, as JSON-ready data; it decides nothing and computes no layout."""
    return {
        "svg": draw(flow.plan, counts={}) or "",
        "badge": BADGE,
        "knows": flow.knows,
        "begin": _begin(flow),
        "steps": [
            {
                "time": _when(flow, step.at),
                "text": step.text,
                "edge": step.edge,
                "node": step.node,
                "tone": step.tone,
            }
            for step in flow.steps
        ],
        "frames": [_frame(frame) for frame in flow.frames],
    }


def static_flow(flow: Flow) -> View:
    """Return the final state of a flow and the numbered list of its steps."""
    title = "Message flow"
    end = flow.frames[-1]
    lines = [f"at {_when(flow, step.at)}: {step.text}" for step in flow.steps] or [
        "Nothing has been sent: no publish in this trace."
    ]
    more = f"{flow.left_out} more steps are not shown." if flow.left_out else ""
    drawn = draw(flow.plan, counts=end.nodes, marks=end.edges) or ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    body = (
        f'<div class="course-static"><p class="course-badge"><b>●</b> {BADGE}</p>'
        f'<p><b>Who knows whom</b>: {escape(flow.knows)}</p>{drawn}<p class="course-muted">The map shows the '
        f"end; these were the steps. {_begin(flow) if flow.steps else ''}</p>"
        f'<ol class="course-steps">{items}</ol><p>{more}</p></div>'
    )
    numbered = [f"  {at}. {line}" for at, line in enumerate(lines, 1)]
    text = "\n".join(
        [f"{title} ({BADGE})", f"  {flow.knows}", f"  {_begin(flow)}", *numbered, *([more] if more else [])]
    )
    return figure(body, text, name="flow", sheets=("account",), label=title)


def _begin(flow: Flow) -> str:
    return f"Times count from the first step, at {duration(flow.begin)} of virtual time."


def _when(flow: Flow, at: float) -> str:
    return offset(at - flow.begin)


def _frame(frame: Frame) -> dict[str, dict[str, list[str]]]:
    def plain(marks: dict[int, Any]) -> dict[str, list[str]]:
        return {str(at): [mark.text, mark.tone] for at, mark in marks.items()}

    return {"nodes": plain(frame.nodes), "edges": plain(frame.edges)}
