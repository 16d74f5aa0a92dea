"""What the lines on a map mean: one sample for each that is there."""

from collections.abc import Iterable

from course.widgets.account.mark import Mark
from course.widgets.account.plan import Road
from course.widgets.account.roads import road_path
from course.widgets.account.ways import LEGEND
from course.widgets.dot import Wire

__all__ = ["legend"]

_SAMPLE = Wire("M2,8 C14,8 28,8 40,8 L50,8", "M50,8 L41,4 L41,12 Z", None)
_STATES = (
    ("pending", "pending: nobody has confirmed it"),
    ("off", "off: somebody has disabled it"),
)


def legend(roads: Iterable[Road]) -> str:
    """Return the legend of these roads as HTML; empty where nothing needs one."""
    listed = list(roads)
    ways = {road.way for road in listed if road.state == "ok"}
    states = {road.state for road in listed}
    samples = [(Road(0, 0, "", "", "ok", way), words) for way, words in LEGEND if way in ways]
    if "" in ways:
        samples.append((Road(0, 0, "", ""), "belongs to: nothing travels here"))
    samples += [(Road(0, 0, "", "", state), words) for state, words in _STATES if state in states]
    items = "".join(
        f'<span><svg viewBox="0 0 52 16" aria-hidden="true">{road_path(0, road, _SAMPLE, Mark(""))}</svg>{words}</span>'
        for road, words in samples
    )
    return f'<div class="course-map-legend">{items}</div>' if samples else ""
