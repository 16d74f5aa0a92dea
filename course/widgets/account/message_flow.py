"""The message flow: the architecture map, walked through one step at a time."""

from collections.abc import Iterable
from html import escape
from typing import Any

import traitlets

from course.widgets.account.atlas import BADGE, draw, window
from course.widgets.account.flow import Chain, Flow, asides, flow_of, followed, plain, troubled
from course.widgets.account.legend import legend
from course.widgets.account.mark import Mark
from course.widgets.account.tale import Part, changes, end_of, parts
from course.widgets.folding import folded
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly
from course.widgets.words import clip, count, duration, offset

__all__ = ["MessageFlow", "message_flow"]

_MOST_LISTED, _MOST_CHAINS = 300, 200
_NOTHING = "Nothing has been sent: no publish, no request in this trace."


class MessageFlow(LiveWidget):
    """Steps through a flow: back, forward, play, slider, arrow keys. `step` 0 is the beginning.

    `follow` is the root of the chain that is followed (0: everything), `troubled` leaves what went well out, `aside` adds
    AWS's own events that no rule wanted; `tale` is what remains to be stepped through.
    """

    _esm = script(
        "player.js",
        "account/map_window.js",
        "account/map_view.js",
        "account/steps_view.js",
        "account/message_flow.js",
    )
    _css = stylesheet("account")
    scene = traitlets.Dict(help="the drawing, and the chains to choose from").tag(sync=True)
    tale = traitlets.Dict(help="the steps that are shown, and what each of them marks").tag(sync=True)
    follow = traitlets.Int(0, help="the chain that is followed; 0: all").tag(sync=True)
    troubled = traitlets.Bool(False, help="whether only what went wrong is shown").tag(sync=True)
    aside = traitlets.Bool(False, help="whether AWS's own events that no rule wanted are shown").tag(
        sync=True
    )
    step = traitlets.Int(0, min=0, help="how many steps have been taken").tag(sync=True)

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        super().__init__(scene=scene_of(flow), tale=tale_of(plain(flow)))
        self.observe(self._pick, ["follow", "troubled", "aside"])

    def _pick(self, _: Any) -> None:
        with self.hold_sync():
            self.step = 0
            self.tale = tale_of(self._picked())

    def _picked(self) -> Flow:
        flow = followed(self._flow if self.aside else plain(self._flow), self.follow)
        return troubled(flow) if self.troubled else flow

    def still(self) -> View:
        """Return the end of what is followed with all its steps as an ordered list."""
        return static_flow(self._picked(), without=0 if self.aside else asides(self._flow))


@kindly("a trace and an inventory, as account.trace and account.inventory() give them")
def message_flow(trace: Iterable[Any], inventory: Any) -> MessageFlow | View:
    """Show how each message and request travels: copies, filters, answers, arrivals, losses, on virtual time."""
    flow = flow_of(trace, inventory)
    shown = plain(flow)
    return MessageFlow(flow) if shown.steps else static_flow(shown, without=asides(flow))


def scene_of(flow: Flow) -> dict[str, Any]:
    """Return what stays as it is while a flow is stepped through, as JSON-ready data."""
    return {
        "badge": BADGE,
        "knows": flow.knows,
        "chains": [
            {"root": chain.root, "words": _chain(chain, flow.begin)} for chain in flow.chains[:_MOST_CHAINS]
        ],
        "unlisted": max(0, len(flow.chains) - _MOST_CHAINS),
        "troubled": sum(chain.troubled for chain in flow.chains),
        "asides": asides(flow),
        "left_out": _more(flow),
    }


def tale_of(flow: Flow) -> dict[str, Any]:
    """Return the map, the steps and what each changes, as JSON-ready data; times count from the first step."""
    steps, begin = flow.steps, flow.begin
    told = changes(steps)
    end = end_of(told)
    return {
        "svg": draw(flow.plan, counts=end.nodes, marks=end.edges, blank=True) or "",
        "legend": legend(flow.plan.roads),
        "ends": [[road.source, road.target] for road in flow.plan.roads],
        "begin": _begin(begin),
        "steps": [
            {
                "time": offset(step.at - begin),
                "text": step.text,
                "tone": step.tone,
                "edges": list(step.edges),
                "node": step.node,
                "back": step.back,
                "marks": {"nodes": _plain(change.nodes), "edges": _plain(change.edges)},
            }
            for step, change in zip(steps, told, strict=True)
        ],
        "parts": [_part(part, begin) for part in parts(steps)],
    }


def static_flow(flow: Flow, *, without: int = 0) -> View:
    """Return the final state of a flow on the map, and the numbered list of its steps.

    `without` counts what AWS's own events would add.
    """
    title, steps = "Message flow", flow.steps
    end, begin = end_of(changes(steps)), flow.begin
    lines = [f"at {offset(step.at - begin)}: {step.text}" for step in steps[:_MOST_LISTED]] or [_NOTHING]
    unlisted = len(steps) - _MOST_LISTED + flow.left_out
    more = [f"{count(unlisted, 'more step')} not listed here."] if unlisted > 0 else []
    more += [f"Left out: {count(without, 'step')} of AWS's own events that no rule wants."] if without else []
    drawn = draw(flow.plan, counts=end.nodes, marks=end.edges) or ""
    pauses = {part.first: part for part in parts(steps)} if steps else {}
    items = [f"<li>{_pause(pauses.get(at))}{escape(line)}</li>" for at, line in enumerate(lines)]
    said = f"The map shows the end; these were the steps. {_begin(begin)}" if steps else ""
    body = (
        f'<div class="course-static"><p class="course-badge"><b>●</b> {BADGE}</p>'
        f"<p><b>Who knows whom</b>: {escape(flow.knows)}</p>{window(drawn, title)}{legend(flow.plan.roads)}"
        f'<p class="course-muted">{said}</p>'
        f"{folded(items, 'step', tag='ol', css='course-steps')}"
        f'<p class="course-muted">{" ".join(more)}</p></div>'
    )
    numbered = [f"  {at}. {line}" for at, line in enumerate(lines, 1)]
    text = "\n".join(
        [
            f"{title} ({BADGE})",
            f"  {flow.knows}",
            *([f"  {_begin(begin)}"] if steps else []),
            *numbered,
            *more,
        ]
    )
    return figure(body, text, name="flow", sheets=("account",), label=title)


def _begin(at: float) -> str:
    return f"Times count from the first step, at {duration(at)} of virtual time."


def _more(flow: Flow) -> str:
    return f"{count(flow.left_out, 'more step')} not shown." if flow.left_out else ""


def _chain(chain: Chain, begin: float) -> str:
    troubled = f", {chain.troubled} ✗" if chain.troubled else ""
    said = clip(chain.first.text.rstrip("."), 64)
    return f"{offset(chain.first.at - begin)}: {said} ({count(chain.steps, 'step')}{troubled})"


def _part(part: Part, begin: float) -> dict[str, Any]:
    many = count(part.last - part.first + 1, "step")
    troubled = f", {part.troubled} ✗" if part.troubled else ""
    return {
        "first": part.first,
        "last": part.last,
        "words": f"{offset(part.at - begin)} · {many}{troubled}",
        "pause": f"{duration(part.pause)} later" if part.pause >= 1 else "",
    }


def _pause(part: Part | None) -> str:
    if part is None or part.pause < 1:
        return ""
    return f'<span class="course-pause">{duration(part.pause)} later</span>'


def _plain(marks: dict[int, Mark]) -> dict[str, list[str]]:
    return {str(at): [mark.text, mark.tone] for at, mark in marks.items()}
