"""Series over virtual time in panels that share one axis; series are told apart by colour, dash and name."""

from collections.abc import Mapping, Sequence
from html import escape

from course.widgets.charts.axes import Scale, axis, round_ticks
from course.widgets.words import number

__all__ = ["BOTTOM", "LEFT", "RIGHT", "WIDTH", "Series", "panel", "series_key", "sheet"]

Series = Sequence[tuple[float, float]]

WIDTH, LEFT, RIGHT, BOTTOM = 760, 44, 14, 46
_COLOURS = ("queue", "function", "table", "topic", "bucket", "endpoint")
_DASHES = ("", "7 4", "2 3", "10 3 2 3", "14 4", "4 6")
_TITLE = 22  # pixels above a panel that has a title


def sheet(parts: Sequence[str], height: float) -> str:
    """Return an SVG of panels; what it shows is said beside it."""
    return f'<svg viewBox="0 0 {WIDTH} {height:.0f}" style="max-width:{WIDTH}px" aria-hidden="true">{"".join(parts)}</svg>'


def panel(
    series: Mapping[str, Series],
    across: Scale,
    top: float,
    height: float,
    *,
    title: str = "",
    last: bool = True,
) -> str:
    """Return the SVG of one panel from `top`, `height` pixels of drawing; with the axis of time below if it is the `last`."""
    top += _TITLE if title else 0
    bottom = top + height
    most = max([value for points in series.values() for _, value in points] + [1])
    up = Scale(0, most * 1.06, bottom, top)
    grid = "".join(
        f'<line class="course-axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(tick)}" y2="{up(tick)}"/>'
        f'<text class="course-muted" x="{LEFT - 8}" y="{up(tick) + 4}" text-anchor="end">{number(tick)}</text>'
        for tick in round_ticks(most, 5 if height > 100 else 2)
    )
    lines = "".join(
        f'<path class="course-series" d="{_steps(points, across, up)}" {_style(at)}/>'
        for at, points in enumerate(series.values())
        if points
    )
    said = (
        f'<text class="course-panel-title" x="{LEFT - 36}" y="{top - 9}">{escape(title)}</text>'
        if title
        else ""
    )
    return f"{said}{axis(across, bottom, top) if last else ''}{grid}{lines}"


def series_key(names: Sequence[str]) -> str:
    """Return the key of the names of series, in the order in which panels draw them."""
    items = "".join(
        f'<li><svg viewBox="0 0 30 12" aria-hidden="true"><path class="course-series" d="M0,6 H30" {_style(at)}/></svg>'
        f"{escape(name)}</li>"
        for at, name in enumerate(names)
    )
    return f'<ul class="course-key">{items}</ul>'


def _steps(points: Series, across: Scale, up: Scale) -> str:
    """A number stays what it is until it changes: steps, no slopes."""
    (first, depth), *rest = points
    return f"M{across(first)},{up(depth)}" + "".join(f" H{across(at)} V{up(value)}" for at, value in rest)


def _style(at: int) -> str:
    dash = _DASHES[at % len(_DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'style="stroke:var(--course-{_COLOURS[at % len(_COLOURS)]})"{dashes}'
