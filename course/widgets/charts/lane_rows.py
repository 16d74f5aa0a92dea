"""What takes place in which lane: read from plain rows, from a trace, or from an execution of a state machine."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.widgets.account.atlas import resource_name
from course.widgets.charts.signs import THROTTLED, Sign, bad, is_throttle, signs
from course.widgets.charts.span_words import label

__all__ = ["LaneBar", "lane_bars"]

# A status as a row may have it -> how its bar is drawn, and its sign.
_STATUSES = {
    "": ("works", None),
    "ok": ("works", None),
    "succeeded": ("works", None),
    "waits": ("waits", None),
    "error": ("fails", Sign("✗", "error", "bad")),
    "failed": ("fails", Sign("✗", "failed", "bad")),
    "throttled": ("fails", THROTTLED),
    "timed_out": ("fails", Sign("✗", "timed out", "bad")),
    "aborted": ("fails", Sign("■", "aborted", "bad")),
}
_FIELDS = ("lane", "start", "end", "label", "status")
_BRANCHES, _ITEMS = "Branches", ("ItemProcessor", "Iterator")

By = Callable[[Any], Any] | str | None


@dataclass(frozen=True)
class LaneBar:
    """Something in a lane: from and to in seconds, what it is, how it is drawn (see `legend.FILLS`), its signs."""

    lane: str
    start: float
    end: float
    label: str
    what: str = "works"
    signs: tuple[Sign, ...] = ()


def lane_bars(source: Any, by: By = None) -> list[LaneBar]:
    """Return the bars of plain rows, a trace or an execution (or its ARN in the running account), in the order given.

    Raises TypeError or ValueError for rows that cannot be read; NoAccountError or the service's refusal for an ARN.
    """
    if isinstance(source, str):
        source = _execution_at(source)
    if hasattr(source, "visits"):
        found = list(_of_execution(source, by if isinstance(by, str) else ""))
    else:
        rows = list(source)
        spans = bool(rows) and hasattr(rows[0], "kind")
        found = list(_of_trace(rows, by) if spans else map(_of_row, rows))
    return found


def _execution_at(arn: str) -> Any:
    from course.cloud.running import current  # they load boto3, which rows do without
    from course.cloud.state_machines.arns import parse

    return current().state_machines.run(parse(arn, "execution", "express")).execution


def _of_row(row: Any) -> LaneBar:
    values = dict(row) if isinstance(row, Mapping) else dict(zip(_FIELDS, row, strict=False))
    start, end = float(values["start"]), float(values["end"])
    if end < start:
        message = f"a bar of lane {values['lane']} ends at {end:g} s, before it begins at {start:g} s"
        raise ValueError(message)
    status = str(values.get("status") or "").lower()
    what, sign = _STATUSES.get(status, ("works", Sign("…", status)))
    return LaneBar(
        str(values["lane"]), start, end, str(values.get("label", "")), what, (sign,) if sign else ()
    )


def _of_trace(spans: Iterable[Any], by: By) -> Iterator[LaneBar]:
    lane_of = by if callable(by) else _by_field(by) if by else _by_worker
    for span in spans:
        lane = lane_of(span)
        if lane is None or lane == "":
            continue
        waits = span.kind == "state" and span.detail.get("type") == "Wait"
        what = "fails" if bad(span) else "waits" if waits else "moves" if span.kind == "delivery" else "works"
        noted = tuple(sign for sign in signs(span) if sign.tone)
        yield LaneBar(str(lane), span.start, span.end, label(span), what, noted)


def _by_worker(span: Any) -> str | None:
    """Whatever works: functions and partners' servers."""
    return resource_name(str(span.name)) if span.kind == "invocation" else None


def _by_field(name: str) -> Callable[[Any], Any]:
    def value(span: Any) -> Any:
        if name in ("name", "target"):
            return resource_name(str(getattr(span, name)))
        found = getattr(span, name, None) if hasattr(span, name) else span.detail.get(name)
        return ", ".join(map(str, found)) if isinstance(found, list) else found

    return value


def _of_execution(execution: Any, state: str) -> Iterator[LaneBar]:
    """Yield what happened in each branch and item of a Parallel or Map state, or of all outermost ones."""
    begin, last = execution.start_date, execution.stop_date or execution.clock.now
    inside = False
    for visit in execution.visits:
        lane = _lane(visit, state)
        if lane:
            inside = True
            yield _of_visit(visit, lane, begin, last)
    children = list(_of_children(execution, begin, last))
    yield from children
    if not inside and not children:
        for visit in execution.visits:
            yield _of_visit(visit, "one after the other", begin, last)


def _of_visit(visit: Any, lane: str, begin: datetime, last: datetime) -> LaneBar:
    what, found = ("waits" if visit.type == "Wait" else "works"), list[Sign]()
    if visit.error is not None:
        what = "works" if visit.next else "fails"
        found.append(_of_error(str(visit.error.error), caught=bool(visit.next)))
    if visit.attempts > 1:
        found.append(Sign("↻", f"{visit.attempts} attempts", "warn"))
    if visit.left is None:
        found.append(Sign("…", "not left"))
    end = visit.left or last
    return LaneBar(lane, _seconds(visit.entered, begin), _seconds(end, begin), visit.name, what, tuple(found))


def _of_error(name: str, *, caught: bool) -> Sign:
    if caught:
        return Sign("⚑", name, "warn")
    return THROTTLED if is_throttle(name) else Sign("✗", name, "bad")


def _lane(visit: Any, state: str) -> str:
    """Return the branch or item that a visit is directly in; empty where it is in none that is wanted."""
    path, items = visit.path, 0
    for at in range(len(path) - 2):
        if path[at] != "States" or path[at + 2] not in (_BRANCHES, *_ITEMS):
            continue
        is_map = path[at + 2] in _ITEMS
        rest = path[at + 3 if is_map else at + 4 :]
        if state in ("", path[at + 1]):
            number = visit.iteration[items] if is_map else path[at + 3] + 1
            return f"{path[at + 1]}, {'item' if is_map else 'branch'} {number}" if len(rest) == 2 else ""
        items += is_map
    return ""


def _of_children(execution: Any, begin: datetime, last: datetime) -> Iterator[LaneBar]:
    """Yield the children of Map Runs, each in the first lane that is free: as many lanes as ran at once."""
    started = [child for run in execution.map_runs for child in run.children if child.started]
    free: list[tuple[float, int]] = []
    for child in sorted(started, key=lambda each: each.started):
        since, to = _seconds(child.started, begin), _seconds(child.stopped or last, begin)
        place = heapq.heappop(free)[1] if free and free[0][0] <= since else len(free) + 1
        heapq.heappush(free, (to, place))
        what, sign = _STATUSES.get(child.status.lower(), ("works", Sign("…", child.status.lower())))
        yield LaneBar(f"child executions {place}", since, to, child.name, what, (sign,) if sign else ())


def _seconds(moment: datetime, begin: datetime) -> float:
    return round((moment - begin).total_seconds(), 6)
