"""Lanes: what takes place side by side, its order inside a lane, and how many at once."""

from dataclasses import replace
from html import escape
from typing import Any

from course.widgets.charts.at_once import at_once, busy
from course.widgets.charts.lane_chart import MOST_ROWS, by_lane, lane_chart, most_rows, time_of, written
from course.widgets.charts.lane_rows import By, LaneBar, lane_bars
from course.widgets.charts.legend import key
from course.widgets.charts.time_row import shortened
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure, kindly
from course.widgets.words import count, duration, offset

__all__ = ["lanes"]

_COLUMNS = ("lane", "things", "from", "to", "busy", "trouble")
_MOST_LANES, _MOST_BARS = 60, 1500


@kindly("rows (lane, start, end, label, status), a trace with by=, or an execution of a state machine")
def lanes(source: Any, by: By = None, title: str = "Lanes") -> View:
    """Draw what takes place in parallel over virtual time (seconds): a lane for each worker, group, branch or item.

    `source` is rows of (lane, start, end, label, status), tuples or dictionaries, label and status (ok, waits, error,
    throttled) if wanted; or a trace, with `by` a field, a key of the detail, or a function that names a span's lane
    (None: in none); or an execution or its ARN, with `by` the name of its Parallel or Map state (otherwise all outermost ones).
    """
    every = lane_bars(source, by)
    if not every:
        words = f"{title}: nothing has happened yet."
        return figure(f"<p>{escape(words)}</p>", words, name="lanes", sheets=("charts",))
    begin = min(bar.start for bar in every)
    bars = [replace(bar, start=bar.start - begin, end=bar.end - begin) for bar in every]
    said, table = _said(bars), _table(bars)
    body = (
        f"<h4>{escape(title)}</h4>{key(('works', 'waits', 'fails'), ('⊗ throttled', '// a long wait, drawn short'))}"
        f"{''.join(f'<p>{escape(each)}</p>' for each in said)}{lane_chart(_shown(bars))}"
        f"<details><summary>The same as a table</summary>{as_html(_COLUMNS, table)}</details>"
    )
    text = "\n".join([title, *(f"  {each}" for each in said), as_text(_COLUMNS, table), *_listed(bars)])
    return figure(body, text, name="lanes", sheets=("charts",), label=title)


def _said(bars: list[LaneBar]) -> list[str]:
    """Say how long it took, how long it would have taken one after the other, how many at once, what went wrong."""
    total = max(bar.end for bar in bars)
    summed = sum(bar.end - bar.start for bar in bars)
    most = max((step.many for step in at_once(bars)), default=0)
    last = max(bars, key=lambda bar: bar.end)
    took = f"Total time {duration(total)}; one after the other it would be {duration(summed)}."
    said = [f"{took} At most {most} at once. The last to end: {last.lane}."]
    throttled = sum(sign.word == "throttled" for bar in bars for sign in bar.signs)
    failed = sum(bar.what == "fails" for bar in bars) - throttled
    if throttled or failed:
        said.append(f"⊗ {throttled} throttled, ✗ {failed} failed otherwise.")
    if short := shortened(time_of(bars)):
        said.append(short)
    named = list(dict.fromkeys(bar.lane for bar in bars))
    if len(named) > _MOST_LANES or len(bars) > _MOST_BARS:
        said.append(
            f"The picture has the first {_MOST_LANES} lanes and the first {_MOST_BARS:,} things of "
            f"{count(len(named), 'lane')} and {count(len(bars), 'thing')}; the figures count all."
        )
    if most_rows(bars) > MOST_ROWS:
        said.append(f"Where more than {MOST_ROWS} overlap in a lane, some are drawn one over the other.")
    return said


def _shown(bars: list[LaneBar]) -> list[LaneBar]:
    kept = set(list(by_lane(bars[:_MOST_BARS]))[:_MOST_LANES])
    return [bar for bar in bars[:_MOST_BARS] if bar.lane in kept]


def _table(bars: list[LaneBar]) -> list[list[Any]]:
    sorted_out = by_lane(bars)
    found = [
        [
            lane,
            len(mine),
            offset(min(bar.start for bar in mine)),
            offset(max(bar.end for bar in mine)),
            duration(busy(mine)),
            ", ".join(dict.fromkeys(str(sign) for bar in mine for sign in bar.signs)),
        ]
        for lane, mine in list(sorted_out.items())[:_MOST_LANES]
    ]
    more = len(sorted_out) - _MOST_LANES
    return [*found, [f"{more} more", "", "", "", "", ""]] if more > 0 else found


def _listed(bars: list[LaneBar]) -> list[str]:
    """Return the first things of each lane in their order, for the text."""
    lines = []
    for lane, mine in list(by_lane(bars).items())[:_MOST_LANES]:
        shown = [f"{offset(bar.start)} {written(bar)}".strip() for bar in mine[:8]]
        more = [f"… {len(mine) - 8} more"] if len(mine) > 8 else []
        lines.append(f"  {lane}: {'; '.join([*shown, *more])}")
    return lines
