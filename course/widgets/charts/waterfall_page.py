"""A waterfall that stands still: rows drawn as HTML, and the same in words."""

from collections.abc import Sequence
from html import escape

from course.widgets.charts.legend import FILLS, key
from course.widgets.charts.participants import COLUMNS, participants, rows
from course.widgets.charts.stretches import Stretch, place
from course.widgets.charts.time_row import LETTER, extent, gaps, shortened, time_row
from course.widgets.charts.waterfall_rows import MOST, Fall, Row
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure
from course.widgets.words import count, duration, offset

__all__ = ["KINDS", "NOTES", "left_out", "since", "static_waterfall", "totals"]

KINDS = ("works", "waits", "moves", "fails")
NOTES = ("own: its time without that of what it called", "// a long wait, drawn short")
_SHOWN = 150  # rows of the static picture; the text has as many
_SEEN, _NOT_WORTH = 24, 6  # of which so many are seen at once, and so few are not worth a fold


def static_waterfall(fall: Fall) -> View:
    """Return the rows, the totals and what is left out."""
    if not fall.rows:
        words = "Nothing has happened yet."
        return figure(f"<p>{words}</p>", words, name="waterfall", sheets=("charts",))
    shown = fall.rows[:_SHOWN]
    table = rows(participants(fall.roots))
    more = left_out(fall, _SHOWN)
    seen = len(shown) if len(shown) <= _SEEN + _NOT_WORTH else _SEEN
    body = (
        f'{key(KINDS, NOTES)}<p class="course-muted">{since(fall)}</p>'
        f"{_rows(shown[:seen], fall.time)}{_folded(shown[seen:], fall.time)}"
        f"{f'<p>{more}</p>' if more else ''}{as_html(COLUMNS, table, totals())}"
    )
    text = "\n".join(
        [
            "Waterfall",
            f"  {since(fall)}",
            *(_line(row) for row in shown),
            *([f"  {more}"] if more else []),
            "",
            as_text(COLUMNS, table, totals()),
        ]
    )
    return figure(body, text, name="waterfall", sheets=("charts",), label="Waterfall")


def since(fall: Fall) -> str:
    """Say from when times count, and what of the time is drawn short."""
    spans = count(len(fall.rows) + fall.left_out, "span")
    return f"{spans}. Times count from the first one, at {duration(fall.begin)} of virtual time. {shortened(fall.time)}".strip()


def left_out(fall: Fall, shown: int = MOST) -> str:
    """Say how many spans are not shown; nothing where all are."""
    missing = len(fall.rows) + fall.left_out - min(shown, len(fall.rows))
    return f"{count(missing, 'further span')} {'is' if missing == 1 else 'are'} not shown." if missing else ""


def totals() -> str:
    """Return the caption of the table of participants."""
    return "Altogether, by participant (seconds; itself: not waiting for what it called)"


def _rows(shown: Sequence[Row], time: list[Stretch]) -> str:
    rows = "".join(_row(row, time) for row in shown)
    return f'<div class="course-fall"><div class="course-fall-rows">{time_row(time)}{rows}</div></div>'


def _folded(rest: Sequence[Row], time: list[Stretch]) -> str:
    if not rest:
        return ""
    more = count(len(rest), "more span")
    return f"<details><summary>{more}</summary>{_rows(rest, time)}</details>"


def _row(row: Row, time: list[Stretch]) -> str:
    bars = "".join(
        f'<span class="course-fill {FILLS[what][0]}" style="{extent(place(time, start), place(time, end))}"></span>'
        for start, end, what in row.pieces
    )
    words, is_over = _words(row, time)
    css = f"{' course-fall-bad' if row.is_bad else ''}{' course-fall-over' if is_over else ''}"
    return (
        f'<div class="course-fall-row{css}">'
        f'<span class="course-fall-name" style="padding-left:{min(row.level, 10) * 11}px">{escape(row.label)}</span>'
        f'<span class="course-fall-track">{gaps(time)}{bars}{words}</span></div>'
    )


def _words(row: Row, time: list[Stretch]) -> tuple[str, bool]:
    """Return what stands beside a bar, and whether it has to stand above it, since neither side has room."""
    left, right = place(time, row.start), place(time, row.end)
    room = (len(row.about) + 2) * LETTER
    is_over = right + room > 1 and left < room
    if is_over:
        where = f"left:{max(min(left, 1 - room), 0) * 100:.2f}%"
    else:
        where = f"left:{right * 100:.2f}%" if right + room <= 1 else f"right:{(1 - left) * 100:.2f}%"
    return f'<span class="course-fall-about" style="{where}">{escape(row.about)}</span>', is_over


def _line(row: Row) -> str:
    return f"  {'  ' * row.level}{offset(row.start)}  {row.label}: {row.about}"
