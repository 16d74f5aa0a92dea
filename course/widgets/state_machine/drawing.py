"""A graph that has been laid out, as SVG whose parts carry `data-state`, `data-from`, `data-to` and `data-frame`."""

from collections.abc import Mapping
from html import escape

from course.widgets.dot import Box, Wire

from .drawn_state import Mark, Note, drawn_state, status_class, tspans
from .graph import Group
from .outlines import outline
from .placing import LABEL_LINE, Placed, Sized, Written

__all__ = ["draw"]

_EDGE = 14  # pixels around the drawing: what is marked on a box reaches over it


def draw(
    placed: Placed,
    *,
    marks: Mapping[str, Mark] | None = None,
    notes: Mapping[str, Note] | None = None,
    live: bool = True,
) -> str:
    """Return the drawing. `marks` say by a state's id how it stands with it, `notes` what the linter has found in it."""
    marks, notes = marks or {}, notes or {}
    parts = [
        *(_frame(name, group, box, marks.get(name, {})) for name, group, box in placed.frames),
        *(_wire(written, wire) for written, wire in placed.edges),
        *(
            drawn_state(
                sized, box, mark=marks.get(sized.node.id, {}), note=notes.get(sized.node.id), live=live
            )
            if sized.node.kind in ("state", "missing")
            else _point(sized, box)
            for sized, box in placed.nodes
        ),
        *(_group_words(group, box) for _, group, box in placed.frames if group),
        *(_label(written, wire) for written, wire in placed.edges if written.lines and not written.is_sign),
        *(_sign(written, box) for written, box in placed.signs),
    ]
    width, height = placed.width + 2 * _EDGE, placed.height + 2 * _EDGE
    # A page that is not live shrinks a wide drawing, as far as it can still be read.
    size = "" if live else f' style="min-width:{min(width, 0.6 * width + 120):.0f}px;max-width:{width:.0f}px"'
    role = "group" if live else "img"
    return (
        f'<svg class="course-graph" viewBox="{-_EDGE} {-_EDGE} {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}"{size} role="{role}" aria-label="Graph of the state machine">{"".join(parts)}</svg>'
    )


def _frame(name: str, group: Group | None, box: Box, mark: Mark) -> str:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    return (
        f'<g class="course-frame course-frame-{group.kind if group else "whole"} {status_class(mark)}" data-frame="{escape(name)}">'
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width}" height="{box.height}" rx="8"/></g>'
    )


def _group_words(group: Group, box: Box) -> str:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    return f'<text class="course-group" x="{left + 10:.1f}" y="{top + 18:.1f}">{escape(group.words)}</text>'


def _wire(written: Written, wire: Wire) -> str:
    edge = written.edge
    return (
        f'<g class="course-transition course-edge-{edge.kind}"><path class="course-wire" d="{wire.path}" '
        f'data-from="{escape(edge.source)}" data-to="{escape(edge.target)}"/>'
        f'<path class="course-arrow" d="{wire.head}"/></g>'
    )


def _label(written: Written, wire: Wire) -> str:
    if wire.label_at is None:
        return ""
    x, y = wire.label_at
    lines = tspans(written.lines, x, y + 4 - LABEL_LINE * (len(written.lines) - 1) / 2, LABEL_LINE)
    return (
        f'<text class="course-label course-edge-{written.edge.kind}" text-anchor="middle">'
        f"<title>{escape(written.edge.full)}</title>{lines}</text>"
    )


def _sign(written: Written, box: Box) -> str:
    """Draw where an edge leads that is not drawn to its end; a click on it goes there."""
    edge = written.edge
    lines = tspans(written.lines, box.x, box.y + 4 - LABEL_LINE * (len(written.lines) - 1) / 2, LABEL_LINE)
    left, top = box.x - box.width / 2, box.y - box.height / 2
    return (
        f'<g class="course-sign-to course-edge-{edge.kind}" data-goes="{escape(edge.target)}">'
        f"<title>{escape(edge.full)}</title>"
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="{box.height / 2:.1f}"/>'
        f'<text class="course-label course-edge-{edge.kind}" text-anchor="middle">{lines}</text></g>'
    )


def _point(sized: Sized, box: Box) -> str:
    node = sized.node
    if node.kind == "join":
        left, top = box.x - box.width / 2, box.y - box.height / 2
        return (
            f'<rect class="course-join" x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" '
            f'height="{box.height:.1f}" rx="{box.height / 2:.1f}"/>'
        )
    return (
        f'<g class="course-point course-{node.kind}" transform="translate({box.x},{box.y})">'
        f'<path d="{outline("Succeed", box.width, box.height)}"/>'
        f'<text text-anchor="middle" y="4">{escape(node.name)}</text></g>'
    )
