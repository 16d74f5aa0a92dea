"""Who waits and who works: the spans of a trace as lanes over virtual time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from course.widgets.account.atlas import resource_name
from course.widgets.charts.axes import Scale, axis
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure, kindly
from course.widgets.words import clip, duration, offset

__all__ = ["Bar", "lanes_of", "timeline"]

MOST = 400
_WIDTH, _LANE, _TOP = 860, 34, 6

# What a span's lane does while it lasts, by kind: the word, and how the bar is drawn.
_DOES = {
    "call": ("waits", "course-bar-waits"),
    "delivery": ("is on its way", "course-bar-arrives"),
    "invocation": ("works", "course-bar"),
}
_FINE = ("ok", "filtered")


@dataclass(frozen=True)
class Bar:
    """One span in its lane: from and to in seconds, what the lane does meanwhile, what it is, how it ended."""

    lane: str
    start: float
    end: float
    does: str
    what: str
    status: str
    css: str


@kindly("a trace, as account.trace gives it")
def timeline(trace: Iterable[Any], only: Iterable[str] = ()) -> View:
    """Draw a trace as lanes, one for each caller or resource; `only` these lanes, if any are named.

    Times count from the first span shown.
    """
    wanted = {only} if isinstance(only, str) else set(only)
    every = [bar for bar in lanes_of(trace) if not wanted or bar.lane in wanted]
    found = every[:MOST]
    if not found:
        return figure(
            "<p>Nothing has happened yet.</p>",
            "Nothing has happened yet.",
            name="timeline",
            sheets=("charts",),
        )
    columns = ("from", "to", "who", "does", "what", "ended")
    begin = min(bar.start for bar in found)
    shown = [replace(bar, start=bar.start - begin, end=bar.end - begin) for bar in found]
    rows = [[offset(bar.start), offset(bar.end), bar.lane, bar.does, bar.what, bar.status] for bar in shown]
    title = "Timeline"
    since = f"Times count from the first span shown, at {duration(begin)} of virtual time."
    more = f"<p>{len(every) - MOST} more are not shown.</p>" if len(every) > MOST else ""
    body = (
        f'{_key()}<p class="course-muted">{since}</p>{_drawing(shown)}<details>'
        f"<summary>The same as a table</summary>{as_html(columns, rows)}</details>{more}"
    )
    return figure(
        body, as_text(columns, rows, f"{title}\n  {since}"), name="timeline", sheets=("charts",), label=title
    )


def lanes_of(trace: Iterable[Any]) -> list[Bar]:
    """Return a bar for each span of a trace: a call in its caller's lane, the rest in the lane of what it is done to."""
    spans = list(trace)
    by_id = {span.id: span for span in spans}
    return [_bar(span, by_id) for span in spans if span.kind in _DOES]


def _bar(span: Any, by_id: dict[int, Any]) -> Bar:
    does, css = _DOES[span.kind]
    target = resource_name(str(span.target or span.name))
    if span.kind == "call":
        lane, what = (
            _caller(span, by_id),
            f"{span.service} {span.name} {target if span.target else ''}".strip(),
        )
    elif span.kind == "delivery":
        lane, what = target, f"copy from {resource_name(str(span.name))}"
    else:
        lane, what = target, "runs"
    return Bar(
        lane,
        span.start,
        span.end,
        does,
        what,
        span.status,
        css if span.status in _FINE else "course-bar-fails",
    )


def _caller(span: Any, by_id: dict[int, Any]) -> str:
    cause = by_id.get(span.cause)
    while cause is not None and cause.kind != "invocation":
        cause = by_id.get(cause.cause)
    return resource_name(str(cause.name)) if cause is not None else "this notebook"


def _drawing(found: list[Bar]) -> str:
    lanes = list(dict.fromkeys(bar.lane for bar in found))
    left = 14 + 7.4 * max(len(clip(lane, 28)) for lane in lanes)
    end = max(bar.end for bar in found)
    scale, bottom = Scale(0, max(end, 0.001), left, _WIDTH - 34), _TOP + _LANE * len(lanes)
    names = "".join(
        f'<text x="{left - 10:.0f}" y="{_TOP + at * _LANE + 21}" text-anchor="end">{escape(clip(lane, 28))}</text>'
        f'<line class="course-axis" x1="{left:.0f}" x2="{_WIDTH - 12}" y1="{_TOP + (at + 1) * _LANE}" '
        f'y2="{_TOP + (at + 1) * _LANE}"/>'
        for at, lane in enumerate(lanes)
    )
    drawn = "".join(_rect(bar, scale, _TOP + lanes.index(bar.lane) * _LANE) for bar in found)
    times = axis(scale, bottom, _TOP, words="virtual time since the first span shown")
    return (
        f'<svg viewBox="0 0 {_WIDTH} {bottom + 40}" style="max-width:{_WIDTH}px" aria-hidden="true">'
        f"{times}{names}{drawn}</svg>"
    )


def _rect(bar: Bar, scale: Scale, y: float) -> str:
    x, width = scale(bar.start), max(4.0, scale(bar.end) - scale(bar.start))
    words = f"{bar.lane} {bar.does}: {bar.what}, {offset(bar.start)} to {offset(bar.end)}, {bar.status}"
    cross = (
        f'<text class="course-bad" x="{x + width + 3:.1f}" y="{y + 21}">✗</text>'
        if bar.css == "course-bar-fails"
        else ""
    )
    return (
        f'<g><title>{escape(words)}</title><rect class="{bar.css}" x="{x}" y="{y + 9}" width="{width:.1f}" height="16" '
        f'rx="2"/>{cross}</g>'
    )


def _key() -> str:
    shown = [*_DOES.values(), ("failed ✗", "course-bar-fails")]
    items = "".join(
        f'<li><svg viewBox="0 0 30 12" aria-hidden="true"><rect class="{css}" x="1" y="1" width="28" height="10"/></svg>'
        f"{word}</li>"
        for word, css in shown
    )
    return f'<ul class="course-key">{items}</ul>'
