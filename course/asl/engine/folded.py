"""What is kept of an execution that has succeeded: its events and visits as bytes, until somebody looks at them.

A Map Run may have a hundred thousand of them, and each would hold some forty objects that Python's garbage collector
goes through again and again.
"""

import marshal
from collections.abc import Sequence
from typing import Any

from .visit import Visit

__all__ = ["Folded", "fold", "unfold"]

Event = dict[str, Any]

# The bytes; the events' times (one, if it is the same for all); and of each visit what bytes cannot hold or many share.
Folded = tuple[bytes, tuple[Any, ...], tuple[Any, ...]]


def fold(events: list[Event], visits: list[Visit]) -> Folded | None:
    """Return both in little room; the list of events is not to be used any more.

    None where a document holds more than plain data, as a task handler may have given; then nothing has changed.
    """
    times = [event.pop("timestamp") for event in events]
    rows = [
        (
            each.name, each.type, each.iteration, each.event, each.input, each.attempts, each.stages, each.output,
            each.next,
        )
        for each in visits
    ]  # fmt: skip
    try:
        content = marshal.dumps((events, rows))
    except ValueError:
        events[:] = _timed(events, times)
        return None
    if times[0] is times[-1]:
        del times[1:]  # time never goes back
    return content, tuple(times), tuple([(each.path, each.entered, each.left, each.error) for each in visits])


def unfold(folded: Folded) -> tuple[list[Event], list[Visit]]:
    """Return events and visits as they were."""
    content, times, beside = folded
    events, rows = marshal.loads(content)  # noqa: S302  (it never left this process)
    timed = _timed(events, times if len(times) > 1 else times * len(events))
    return timed, [_visit(row, each) for row, each in zip(rows, beside, strict=True)]


def _visit(row: tuple[Any, ...], beside: tuple[Any, ...]) -> Visit:
    name, kind, iteration, event, given, attempts, stages, output, after = row
    path, entered, left, error = beside
    return Visit(
        name, path, kind, iteration, event, entered, given, left, attempts, stages, output, after, error
    )


def _timed(events: list[Event], times: Sequence[Any]) -> list[Event]:
    return [{"timestamp": time, **event} for event, time in zip(events, times, strict=True)]
