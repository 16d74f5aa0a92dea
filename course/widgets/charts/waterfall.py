"""The waterfall: one request, or a whole trace, as a tree of spans; who waits, who works, what is on its way."""

from collections.abc import Iterable
from typing import Any

import traitlets

from course.widgets.charts.legend import FILLS, key
from course.widgets.charts.participants import COLUMNS, participants, rows
from course.widgets.charts.stretches import Stretch
from course.widgets.charts.waterfall_page import (
    KINDS,
    NOTES,
    left_out,
    since,
    static_waterfall,
    totals,
)
from course.widgets.charts.waterfall_rows import Fall, fall_of
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.tables import as_html
from course.widgets.view import View, kindly

__all__ = ["Waterfall", "waterfall"]

_SCRIPTS = (
    "time_line",
    "waterfall_state",
    "waterfall_controls",
    "waterfall_rows",
    "waterfall_tree",
    "waterfall",
)


class Waterfall(LiveWidget):
    """Zoom, pan, fold, choose: all of it happens in the script, over a scene that is ready made."""

    _esm = script(*(f"charts/{name}.js" for name in _SCRIPTS))
    _css = stylesheet("charts")
    scene = traitlets.Dict(help="the rows, the time divided, key and totals").tag(sync=True)

    def __init__(self, fall: Fall) -> None:
        self._fall = fall
        super().__init__(scene=scene_of(fall))

    def still(self) -> View:
        """Return the whole tree, unfolded."""
        return static_waterfall(self._fall)


@kindly("a trace, as account.trace gives it, and perhaps the id of the span to begin with")
def waterfall(trace: Iterable[Any], root: Any = None) -> Waterfall | View:
    """Show spans as a tree by cause, over virtual time: who waits, who works, what is on its way, what it bills.

    `root` (a span, its id, or the ARN of an execution) shows what that one caused alone.
    """
    fall = fall_of(trace, root)
    return Waterfall(fall) if fall.rows else static_waterfall(fall)


def scene_of(fall: Fall) -> dict[str, Any]:
    """Return all that the script needs, as JSON-ready data."""
    return {
        "rows": [
            {
                "level": row.level,
                "above": row.above,
                "label": row.label,
                "start": row.start,
                "end": row.end,
                "pieces": [list(piece) for piece in row.pieces],
                "about": row.about,
                "bad": row.is_bad,
                "trouble": row.trouble,
                "facts": row.facts,
            }
            for row in fall.rows
        ],
        "time": [_stretch(each) for each in fall.time],
        "fills": {what: css for what, (css, _) in FILLS.items()},
        "key": key(KINDS, NOTES),
        "since": since(fall),
        "leftOut": left_out(fall),
        "totals": as_html(COLUMNS, rows(participants(fall.roots)), totals()),
    }


def _stretch(each: Stretch) -> dict[str, Any]:
    return {"start": each.start, "end": each.end, "left": each.left, "right": each.right, "cut": each.cut}
