"""Metrics over virtual time, one below the other, so that what moves together is seen together."""

from collections.abc import Mapping
from html import escape

from course.widgets.charts.axes import Scale
from course.widgets.charts.panels import BOTTOM, LEFT, RIGHT, WIDTH, Series, panel, sheet
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure, kindly
from course.widgets.words import duration

__all__ = ["metric_curves"]

_HEIGHT, _APART, _TOP = 54, 34, 6


@kindly(
    'metrics over time: {"Count": [(0, 30), (300, 28)]}, seconds and numbers; a number stays until the next time'
)
def metric_curves(curves: Mapping[str, Series], title: str = "") -> View:
    """Draw each metric in a panel of its own, over one axis of virtual time (seconds), and tell all numbers in a table.

    A number belongs to the period that begins at its time: [(0, 30), (300, 28)] is 30 for five minutes, and then 28.
    """
    title = title or "Metrics over virtual time"
    points = {str(name): list(series) for name, series in curves.items()}
    moments = sorted({at for series in points.values() for at, _ in series})
    if not moments:
        return figure("<p>Nothing was measured.</p>", f"{title}: nothing was measured.", name="metric curves")
    columns = ["from", *points]
    found = {name: dict(series) for name, series in points.items()}
    rows = [[duration(at), *(found[name].get(at) for name in points)] for at in moments]
    # The last number holds as long as the one before it.
    until = moments[-1] + (moments[-1] - moments[-2] if len(moments) > 1 else 1)
    body = _drawing(points, Scale(moments[0], until, LEFT, WIDTH - RIGHT))
    html = f"<h4>{escape(title)}</h4>{body}<details><summary>The same as a table</summary>{as_html(columns, rows)}</details>"
    return figure(html, as_text(columns, rows, title), name="metric curves", sheets=("charts",), label=title)


def _drawing(points: Mapping[str, Series], across: Scale) -> str:
    panels, top = [], float(_TOP)
    for at, (name, series) in enumerate(points.items()):
        ended = [*series, (across.high, series[-1][1])] if series else series
        last = at == len(points) - 1
        panels.append(panel({name: ended}, across, top, _HEIGHT, title=name, last=last))
        top += _HEIGHT + _APART
    return sheet(panels, top - _APART + 22 + BOTTOM)
