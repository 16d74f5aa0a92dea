"""What came and what went in equal stretches of time: solid bars up, hatched bars down."""

from collections.abc import Sequence

from course.widgets.charts.axes import Scale
from course.widgets.charts.panels import LEFT, RIGHT, WIDTH
from course.widgets.words import duration

__all__ = ["flow_bars"]

_TITLE = 22  # pixels above


def flow_bars(
    flows: Sequence[Sequence[tuple[int, int]]],
    edges: Sequence[float],
    across: Scale,
    top: float,
    height: float,
) -> str:
    """Return the SVG of what arrived and left between each two `edges` (seconds), of all `flows` together."""
    summed = [
        (sum(each[at][0] for each in flows), sum(each[at][1] for each in flows))
        for at in range(len(edges) - 1)
    ]
    most = max([number for pair in summed for number in pair] + [1])
    top += _TITLE
    middle, bottom = top + height / 2, top + height
    width = max((across(edges[1]) - across(edges[0])) * 0.7, 1.5)
    bars = "".join(
        _bar(across(edges[at]), middle, width, pair, (height / 2 - 2) / most)
        for at, pair in enumerate(summed)
    )
    whose = ", all queues together" if len(flows) > 1 else ""
    title = f"▲ arrived, ▽ left, in each {duration(edges[1] - edges[0])}{whose}"
    return (
        f'<text class="course-panel-title" x="{LEFT - 36}" y="{top - 9}">{title}</text>'
        f'<text class="course-muted" x="{LEFT - 8}" y="{top + 9}" text-anchor="end">{most}</text>'
        f'<text class="course-muted" x="{LEFT - 8}" y="{bottom}" text-anchor="end">{most}</text>'
        f'<line class="course-flow-middle" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{middle}" y2="{middle}"/>{bars}'
    )


def _bar(x: float, middle: float, width: float, pair: tuple[int, int], unit: float) -> str:
    arrived, left = pair[0] * unit, pair[1] * unit
    up = f'<rect class="course-chart-bar" x="{x:.1f}" y="{middle - arrived:.1f}" width="{width:.1f}" height="{arrived:.1f}"/>'
    down = f'<rect class="course-bar-waits" x="{x:.1f}" y="{middle:.1f}" width="{width:.1f}" height="{left:.1f}"/>'
    return f"{up if arrived else ''}{down if left else ''}"
