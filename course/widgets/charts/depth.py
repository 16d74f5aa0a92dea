"""How deep queues are over virtual time, and what was lost on the way."""

from collections.abc import Mapping, Sequence
from html import escape

from course.widgets.charts.axes import Scale, axis, round_ticks
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure, kindly
from course.widgets.words import duration, number

__all__ = ["depth_chart", "summary"]

Series = Sequence[tuple[float, float]]

_COLOURS = ("queue", "function", "table", "topic", "bucket", "endpoint")
_DASHES = ("", "7 4", "2 3", "10 3 2 3", "14 4", "4 6")
_WIDTH, _HEIGHT, _LEFT = 760, 240, 44
_COLUMNS = ("queue", "deepest", "deepest at", "at the end", "lost")


@kindly('depths over time: {"sales-q": [(0, 0), (60, 12), (90, 0)]}, seconds and messages')
def depth_chart(depths: Mapping[str, Series], lost: Mapping[str, int] | None = None) -> View:
    """Draw the depth of queues (messages) over virtual time (seconds), and `lost`, messages that went nowhere, by name."""
    rows = summary(depths, lost or {})
    caption = "Messages waiting over virtual time"
    text = as_text(_COLUMNS, rows, caption)
    if not any(depths.values()):
        return figure(
            "<p>Nothing was measured.</p>" + as_html(_COLUMNS, rows, caption),
            text,
            name="depth",
            sheets=("charts",),
        )
    body = _drawing(depths) + as_html(_COLUMNS, rows, caption)
    return figure(body, text, name="depth", sheets=("charts",), label=caption)


def summary(depths: Mapping[str, Series], lost: Mapping[str, int]) -> list[list[str]]:
    """Return a row for each queue: name, greatest depth, when, depth at the end, lost."""
    rows = []
    for name in dict.fromkeys([*depths, *lost]):
        points = list(depths.get(name, ()))
        gone = str(lost.get(name, 0))
        if not points:
            rows.append([name, "no queue", "", "", gone])
            continue
        when, most = max(points, key=lambda point: point[1])
        rows.append([name, number(most), duration(when), number(points[-1][1]), gone])
    return rows


def _drawing(depths: Mapping[str, Series]) -> str:
    times = [at for points in depths.values() for at, _ in points]
    most = max([value for points in depths.values() for _, value in points] + [1])
    across = Scale(min(times), max(times), _LEFT, _WIDTH - 14)
    up = Scale(0, most * 1.06, _HEIGHT - 46, 12)
    grid = "".join(
        f'<line class="course-axis" x1="{_LEFT}" x2="{_WIDTH - 14}" y1="{up(tick)}" y2="{up(tick)}"/>'
        f'<text class="course-muted" x="{_LEFT - 8}" y="{up(tick) + 4}" text-anchor="end">{number(tick)}</text>'
        for tick in round_ticks(most)
    )
    lines = "".join(
        f'<path class="course-series" d="{_steps(points, across, up)}" {_style(at)}/>'
        for at, points in enumerate(depths.values())
        if points
    )
    key = "".join(
        f'<li><svg viewBox="0 0 30 12" aria-hidden="true"><path class="course-series" d="M0,6 H30" {_style(at)}/></svg>'
        f"{escape(name)}</li>"
        for at, name in enumerate(depths)
    )
    return (
        f'<ul class="course-key">{key}</ul><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" style="max-width:{_WIDTH}px" '
        f'aria-hidden="true">{grid}{axis(across, _HEIGHT - 46, 12)}{lines}</svg>'
    )


def _steps(points: Series, across: Scale, up: Scale) -> str:
    """A depth stays what it is until it changes: steps, no slopes."""
    (first, depth), *rest = points
    return f"M{across(first)},{up(depth)}" + "".join(f" H{across(at)} V{up(value)}" for at, value in rest)


def _style(at: int) -> str:
    dash = _DASHES[at % len(_DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'style="stroke:var(--course-{_COLOURS[at % len(_COLOURS)]})"{dashes}'
