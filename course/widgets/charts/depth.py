"""How deep queues are over virtual time, and what was lost on the way."""

from collections.abc import Mapping

from course.widgets.charts.axes import Scale
from course.widgets.charts.panels import BOTTOM, LEFT, RIGHT, WIDTH, Series, panel, series_key, sheet
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure, kindly
from course.widgets.words import duration, number

__all__ = ["depth_chart", "summary"]

_TOP, _HEIGHT = 12, 182
_COLUMNS = ("queue", "deepest", "deepest at", "at the end", "lost")


@kindly(
    'depths over time: {"sales-q": [(0, 0), (60, 12), (90, 0)]}, seconds and messages; a depth stays until the next time'
)
def depth_chart(depths: Mapping[str, Series], lost: Mapping[str, int] | None = None) -> View:
    """Draw the depth of queues (messages) over virtual time (seconds), and `lost`, messages that went nowhere, by name.

    A depth stays as it is until the next time given, and is drawn as steps: [(0, 0), (120, 12)] is 0 for two minutes, and
    then 12.
    """
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
    across = Scale(min(times), max(times), LEFT, WIDTH - RIGHT)
    drawn = panel(depths, across, _TOP, _HEIGHT)
    return series_key(list(depths)) + sheet([drawn], _TOP + _HEIGHT + BOTTOM)
