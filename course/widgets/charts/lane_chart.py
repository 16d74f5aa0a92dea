"""The drawing of lanes: a row for each, bars inside it, and below them how many go on at once."""

from collections.abc import Iterable
from html import escape

from course.widgets.charts.at_once import Step, at_once
from course.widgets.charts.lane_rows import LaneBar
from course.widgets.charts.legend import FILLS
from course.widgets.charts.stretches import Stretch, place, stretches
from course.widgets.charts.time_row import LETTER, extent, gaps, time_row
from course.widgets.words import clip, offset

__all__ = ["MOST_ROWS", "by_lane", "lane_chart", "most_rows", "time_of", "written"]

MOST_ROWS = 12  # of one lane; what overlaps further is drawn one over the other
_ROW = 22  # pixels of a bar's row
_EDGE = 0.95  # behind it no sign has room at the right of its bar


def lane_chart(bars: list[LaneBar], *, numbered: bool = True, strip: bool = True) -> str:
    """Return the HTML of lanes. Bars are `numbered` in each lane; a `strip` below says how many go on at once."""
    time = time_of(bars)
    rows = "".join(_lane(lane, mine, time, numbered=numbered) for lane, mine in by_lane(bars).items())
    below = _strip(at_once(bars), time) if strip else ""
    return (
        f'<div class="course-fall course-lane-chart" aria-hidden="true">{time_row(time)}{rows}{below}</div>'
    )


def time_of(bars: Iterable[LaneBar]) -> list[Stretch]:
    """Return the time of bars, divided."""
    return stretches(moment for bar in bars for moment in (bar.start, bar.end))


def by_lane(bars: Iterable[LaneBar]) -> dict[str, list[LaneBar]]:
    """Return the bars of each lane as they began, the lanes as they were given."""
    found: dict[str, list[LaneBar]] = {}
    for bar in bars:
        found.setdefault(bar.lane, []).append(bar)
    return {lane: sorted(mine, key=lambda bar: bar.start) for lane, mine in found.items()}


def most_rows(bars: list[LaneBar]) -> int:
    """Return how many rows the lane with the most overlaps would need."""
    return max((max(_stacked(mine)) + 1 for mine in by_lane(bars).values()), default=0)


def written(bar: LaneBar) -> str:
    """Return what a bar is, with its signs."""
    return " ".join([bar.label, *map(str, bar.signs)]).strip()


def _lane(lane: str, bars: list[LaneBar], time: list[Stretch], *, numbered: bool) -> str:
    rows = [min(row, MOST_ROWS - 1) for row in _stacked(bars)]
    high = (max(rows) + 1) * _ROW + 4
    drawn = "".join(
        _bar(bar, str(number) if numbered else "", row, time)
        for number, (bar, row) in enumerate(zip(bars, rows, strict=True), 1)
    )
    return (
        f'<div class="course-fall-row course-lane" style="height:{high}px"><span class="course-fall-name">'
        f'{escape(clip(lane, 36))}</span><span class="course-fall-track">{gaps(time)}{drawn}</span></div>'
    )


def _bar(bar: LaneBar, number: str, row: int, time: list[Stretch]) -> str:
    """Return a bar with its number, signs and label inside, each where it fits; signs that do not stand beside it."""
    left, right, top = place(time, bar.start), place(time, bar.end), row * _ROW + 3
    signs = " ".join(sign.sign for sign in bar.signs)
    fits = (len(f"{number} {signs}") + 2) * LETTER <= right - left
    inside = [part for part in (number, signs if fits else "", bar.label) if part]
    said = f"{bar.lane}: {number} {written(bar)}, {offset(bar.start)} to {offset(bar.end)}"
    return (
        f'<span class="course-fill {FILLS[bar.what][0]}" title="{escape(said)}" '
        f'style="top:{top}px;{extent(left, right)}">{"".join(f"<b>{escape(each)}</b>" for each in inside)}</span>'
        f"{_beside(signs, left, right, top) if signs and not fits else ''}"
    )


def _beside(signs: str, left: float, right: float, top: int) -> str:
    where = f"left:{right * 100:.3f}%" if right <= _EDGE else f"right:{(1 - left) * 100:.3f}%"
    return f'<span class="course-lane-sign course-bad" style="top:{top}px;{where}">{signs}</span>'


def _stacked(bars: list[LaneBar]) -> list[int]:
    """Return for each bar the first row of its lane that is free when it begins."""
    ends: list[float] = []
    rows = []
    for bar in bars:
        row = next((at for at, end in enumerate(ends) if end <= bar.start), len(ends))
        ends[row : row + 1] = [bar.end]
        rows.append(row)
    return rows


def _strip(steps: list[Step], time: list[Stretch]) -> str:
    most = max((step.many for step in steps), default=0) or 1
    path = "M0,40" + "".join(
        f" V{40 - step.many / most * 36:.1f} H{place(time, step.end) * 1000:.1f}" for step in steps
    )
    return (
        f'<div class="course-fall-row course-lane-strip"><span class="course-fall-name">at once (top: {most})</span>'
        f'<span class="course-fall-track"><svg viewBox="0 0 1000 40" preserveAspectRatio="none">'
        f'<path class="course-lane-many" d="{path} V40 Z"/></svg></span></div>'
    )
