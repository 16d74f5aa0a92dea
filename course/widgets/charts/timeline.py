"""Who waits and who works: the spans of a trace as lanes over virtual time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from course.widgets.account.atlas import resource_name
from course.widgets.charts.lane_chart import lane_chart, time_of
from course.widgets.charts.lane_rows import LaneBar
from course.widgets.charts.legend import key
from course.widgets.charts.signs import Sign, signs
from course.widgets.charts.time_row import shortened
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure, kindly
from course.widgets.words import duration, offset

__all__ = ["Bar", "lanes_of", "timeline"]

MOST = 400
_COLUMNS = ("from", "to", "who", "does", "what", "ended")

# What a span's lane does while it lasts, by kind: the word, and how the bar is drawn.
_DOES = {"call": ("waits", "waits"), "delivery": ("is on its way", "moves"), "invocation": ("works", "works")}
_FILLS = ("waits", "moves", "works", "fails")
_FINE = ("ok", "filtered")


@dataclass(frozen=True)
class Bar:
    """One span in its lane: from and to in seconds, what the lane does meanwhile, what it is, how it ended.

    `fill` is how it is drawn (see `legend.FILLS`).
    """

    lane: str
    start: float
    end: float
    does: str
    what: str
    status: str
    fill: str
    signs: tuple[Sign, ...]


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
    begin = min(bar.start for bar in found)
    shown = [replace(bar, start=bar.start - begin, end=bar.end - begin) for bar in found]
    return _view(shown, begin, len(every) - len(found))


def _view(bars: list[Bar], begin: float, left_out: int) -> View:
    drawn = [LaneBar(bar.lane, bar.start, bar.end, bar.what, bar.fill, bar.signs) for bar in bars]
    rows = [[offset(bar.start), offset(bar.end), bar.lane, bar.does, bar.what, bar.status] for bar in bars]
    since = f"Times count from the first span shown, at {duration(begin)} of virtual time."
    more = f"{left_out:,} more are not shown." if left_out else ""
    body = (
        f'{key(_FILLS)}<p class="course-muted">{since} {shortened(time_of(drawn))}</p>'
        f"{lane_chart(drawn, numbered=False, strip=False)}<details><summary>The same as a table</summary>"
        f"{as_html(_COLUMNS, rows)}</details>{f'<p>{more}</p>' if more else ''}"
    )
    text = as_text(_COLUMNS, rows, f"Timeline\n  {since}")
    said = f"{text}\n  {more}" if more else text
    return figure(body, said, name="timeline", sheets=("charts",), label="Timeline")


def lanes_of(trace: Iterable[Any]) -> list[Bar]:
    """Return a bar for each span of a trace: a call in its caller's lane, the rest in the lane of what it is done to.

    Of the states of an execution only those that wait are among them: what the others do are calls.
    """
    spans = list(trace)
    by_id = {span.id: span for span in spans}
    return [_bar(span, by_id) for span in spans if span.kind in _DOES or _is_wait(span)]


def _bar(span: Any, by_id: dict[int, Any]) -> Bar:
    does, fill = _DOES.get(span.kind, ("waits", "waits"))
    target = resource_name(str(span.target or span.name))
    if span.kind == "call":
        lane, what = (
            _caller(span, by_id),
            f"{span.service} {span.name} {target if span.target else ''}".strip(),
        )
    elif span.kind == "delivery":
        lane, what = target, f"copy from {resource_name(str(span.name))}"
    else:
        lane, what = target, f"state {span.name}" if span.kind == "state" else "runs"
    return Bar(
        lane,
        span.start,
        span.end,
        does,
        what,
        span.status,
        fill if span.status in _FINE else "fails",
        tuple(sign for sign in signs(span) if sign.tone),
    )


def _is_wait(span: Any) -> bool:
    return bool(span.kind == "state" and span.detail.get("type") == "Wait")


def _caller(span: Any, by_id: dict[int, Any]) -> str:
    cause = by_id.get(span.cause)
    while cause is not None and cause.kind not in ("invocation", "execution"):
        cause = by_id.get(cause.cause)
    return resource_name(str(cause.name)) if cause is not None else "this notebook"
