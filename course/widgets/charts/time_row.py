"""Time across the width of a chart made of rows: its line of times, where it is drawn short, and where a bar goes."""

from collections.abc import Iterator

from course.widgets.charts.axes import time_ticks
from course.widgets.charts.stretches import Stretch, place
from course.widgets.words import count, duration, offset

__all__ = ["LETTER", "extent", "gaps", "shortened", "time_row"]

# The part of a track's width that a letter takes in a narrow notebook.
LETTER = 0.0145
_TICKS = 8  # times written over a whole width


def time_row(time: list[Stretch]) -> str:
    """Return a row that says when each stretch begins, and how long a shortened one is."""
    marks = [*_cuts(time), *_ticks(time)]
    return (
        '<div class="course-fall-row course-fall-time"><span class="course-fall-name">virtual time</span>'
        f'<span class="course-fall-track">{"".join(marks)}</span></div>'
    )


def shortened(time: list[Stretch]) -> str:
    """Say what of the time is drawn short; nothing where it is all in proportion."""
    cut = [duration(each.end - each.start) for each in time if each.cut]
    verb = "is" if len(cut) == 1 else "are"
    return f"{count(len(cut), 'long wait')} ({', '.join(cut)}) {verb} drawn short." if cut else ""


def gaps(time: list[Stretch]) -> str:
    """Return what shows in each row where time is drawn short."""
    return "".join(
        f'<span class="course-fall-gap" style="{extent(each.left, each.right)}"></span>'
        for each in time
        if each.cut
    )


def extent(left: float, right: float) -> str:
    """Return the style of what reaches from one part of the width to another (0 to 1)."""
    return f"left:{left * 100:.3f}%;width:{(right - left) * 100:.3f}%"


def _cuts(time: list[Stretch]) -> Iterator[str]:
    for each in time:
        if each.cut:
            lasts = duration(each.end - each.start)
            words = f"// {lasts}" if (len(lasts) + 3) * LETTER <= each.right - each.left else "//"
            yield f'<span class="course-fall-cut" style="{extent(each.left, each.right)}">{words}</span>'


def _ticks(time: list[Stretch]) -> Iterator[str]:
    begin, free = time[0].start, -1.0
    for each in time:
        most = round((each.right - each.left) * _TICKS)
        for moment in time_ticks(each.start, each.end, most) if most and not each.cut else ():
            left, words = place(time, moment), offset(moment - begin)
            if left < free or left + len(words) * LETTER > 1:
                continue
            yield f'<span class="course-fall-tick" style="left:{left * 100:.2f}%">{words}</span>'
            free = left + (len(words) + 2) * LETTER
