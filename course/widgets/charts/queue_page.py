"""The picture of queues over time: panels over one axis, and a table."""

import math
from dataclasses import replace
from html import escape
from typing import Any

from course.widgets.charts.axes import Scale, axis, time_step
from course.widgets.charts.flow_bars import flow_bars
from course.widgets.charts.panels import BOTTOM, LEFT, RIGHT, WIDTH, panel, series_key, sheet
from course.widgets.charts.queue_record import QueueRecord, arrived_and_left, highest
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure
from course.widgets.words import count, duration, number, offset

__all__ = ["queue_view"]

_COLUMNS = (
    "queue",
    "deepest",
    "deepest at",
    "at the end",
    "in flight",
    "oldest",
    "arrived",
    "left",
    "dead letters",
)
_TIMES = (2, 5)  # places of times among them
_CAPTION = "Queues over virtual time"
_HIGH, _LOW = 120, 62  # pixels of the panel of depths, and of the others
_BETWEEN = 34  # pixels between panels
_SHORTEST = 0.001  # seconds of a picture in which nothing takes time
_BUCKETS = 40  # stretches at most in which arrivals are counted
_MOST = 6  # queues in one picture: as many as can be told apart


def queue_view(records: list[QueueRecord], doubt: str) -> View:
    """Return the picture of queues; `doubt` says what of it is not certain, empty where all was measured."""
    if not any(record.depth for record in records):
        words = "No queue has held a message yet."
        return figure(f"<p>{words}</p>", words, name="queues", sheets=("charts",))
    begin = min(record.depth[0][0] for record in records if record.depth)
    rows = [_row(record, begin) for record in records]
    said = [f"Times count from {duration(begin)} of virtual time.", *([doubt] if doubt else [])]
    drawn = [_since(record, begin) for record in _deepest(records)]
    if len(records) > len(drawn):
        shown = f"{count(len(drawn), 'queue')} of {len(records)}"
        said.append(f"The picture has {shown} that held most; the table has all.")
    body = (
        f"{series_key([record.name for record in drawn])}{''.join(f'<p>{escape(each)}</p>' for each in said)}"
        f"{_drawing(drawn)}{as_html(_COLUMNS, [_unbroken(row) for row in rows], _CAPTION)}"
    )
    text = "\n".join([as_text(_COLUMNS, rows, _CAPTION), *(f"  {each}" for each in said)])
    return figure(body, text, name="queues", sheets=("charts",), label=_CAPTION)


def _deepest(records: list[QueueRecord]) -> list[QueueRecord]:
    """Return the queues that held most messages, as many as can be told apart, in their order."""
    ranked = sorted(
        (record for record in records if record.depth), key=lambda record: -highest(record.depth)[1]
    )
    return [record for record in records if record in ranked[:_MOST]]


def _row(record: QueueRecord, begin: float) -> list[Any]:
    when, most = highest(record.depth)
    last = record.depth[-1][1] if record.depth else 0
    flow = arrived_and_left(record, [-1.0, *(at for at, _ in record.depth)])
    return [
        record.name,
        number(most),
        offset(max(when - begin, 0)),
        number(last),
        number(highest(record.in_flight)[1]) if record.in_flight else "not known",
        duration(highest(record.oldest)[1]) if record.oldest else "not known",
        number(sum(arrived for arrived, _ in flow)),
        number(sum(left for _, left in flow)),
        "none kept" if record.dead is None else number(record.dead),
    ]


def _unbroken(row: list[Any]) -> list[Any]:
    """Keep times whole in a narrow table."""
    return [cell.replace(" ", "\N{NO-BREAK SPACE}") if at in _TIMES else cell for at, cell in enumerate(row)]


def _since(record: QueueRecord, begin: float) -> QueueRecord:
    def moved(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(at - begin, value) for at, value in points]

    return replace(
        record,
        depth=moved(record.depth),
        in_flight=moved(record.in_flight),
        oldest=moved(record.oldest),
        arrivals=[at - begin for at in record.arrivals],
    )


def _drawing(records: list[QueueRecord]) -> str:
    """Draw panels one below the other: depth, in flight, age, and what came and went; each but the first if measured."""
    last = max(at for record in records for at, _ in record.depth)
    last = last or _SHORTEST
    across = Scale(0, last, LEFT, WIDTH - RIGHT)
    shown = [
        ("Messages in the queue, in flight included", {each.name: each.depth for each in records}, _HIGH)
    ]
    if any(record.in_flight for record in records):
        shown += [
            (
                "Of them in flight: received, not deleted yet",
                {each.name: each.in_flight for each in records},
                _LOW,
            ),
            ("Age of the oldest message, seconds", {each.name: each.oldest for each in records}, _LOW),
        ]
    parts, top = [], 0.0
    for title, series, height in shown:
        parts.append(panel(series, across, top, height, title=title, last=False))
        top += height + _BETWEEN
    step = time_step(last, _BUCKETS)
    edges = [step * at for at in range(math.ceil(last / step) + 1)]
    flows = [arrived_and_left(record, [-1.0, *edges[1:]]) for record in records]
    parts.append(flow_bars(flows, edges, across, top, _LOW))
    parts.insert(0, axis(across, top + _LOW + 22, 0))
    return sheet(parts, top + _LOW + 22 + BOTTOM)
