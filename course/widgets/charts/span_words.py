"""A span in words: what it is, and all that is known of it."""

import json
from collections.abc import Iterator
from typing import Any

from course.widgets.account.atlas import resource_name
from course.widgets.charts.signs import signs
from course.widgets.charts.span_tree import Branch
from course.widgets.words import duration, number, offset

__all__ = ["about", "facts_of", "label"]

_LONGEST = 600  # letters of a value; what is longer has its rest left out
_KINDS = {
    "call": "a call",
    "delivery": "a delivery",
    "invocation": "an invocation",
    "execution": "an execution of a state machine",
    "state": "a visit to a state",
}
# Keys of a span's detail that the signs say, or that no learner needs.
_SAID = {"cold", "attempt", "attempts", "billed_ms", "cache", "fault", "traced", "event", "redrives"}
_UNITS = {"latency": "ms", "integration_latency": "ms", "memory": "MB", "bytes": "bytes"}


def label(span: Any) -> str:
    """Return what a span is, in a few words: `lambda Invoke sales`, `sales runs`, `state Pay (Task)`."""
    name, target = resource_name(str(span.name)), resource_name(str(span.target))
    if span.kind == "call":
        return f"{span.service} {span.name} {target}".strip()
    if span.kind == "delivery":
        # What a function is asked asynchronously, and a batch of its own queue, have no other sender to be named.
        return (
            f"{span.service}: {name} → {target}"
            if name != target and target
            else f"{span.service}: to {name}"
        )
    if span.kind == "execution":
        return f"execution of {name}"
    if span.kind == "state":
        turn = "".join(f" #{at}" for at in span.detail.get("iteration") or ())
        return f"state {span.name}{turn}"
    return f"{name} runs"


def about(branch: Branch) -> str:
    """Return a span's length, its own part where that differs, and its signs: `0.3 s, own 0.1 s · ✗ error`."""
    lasts, own = branch.end - branch.start, branch.own()
    said = duration(lasts) if abs(lasts - own) < 0.0005 else f"{duration(lasts)}, own {duration(own)}"
    under_way = ["… under way"] if branch.is_open else []
    return " · ".join([said, *under_way, *map(str, signs(branch.span))])


def facts_of(branch: Branch, begin: float) -> list[list[str]]:
    """Return all that is known of a span as terms with their words; times count from `begin`."""
    span = branch.span
    own, lasts = branch.own(), branch.end - branch.start
    what = _KINDS.get(span.kind, span.kind)
    found = [
        ["what", f"{label(span)}: {what}"],
        ["time", f"{offset(branch.start - begin)} to {offset(branch.end - begin)}: {duration(lasts)}"],
        ["own time", f"{duration(own)}; {duration(lasts - own)} waiting for what it called"],
        ["ended", "still under way" if branch.is_open else str(span.status)],
    ]
    if notes := ", ".join(map(str, signs(span))):
        found.append(["note", notes])
    return found + [[term, value] for term, value in _details(span.detail)]


def _details(detail: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for fault in detail.get("fault") or ():
        yield "fault", _clipped(fault)
    for name, value in detail.items():
        if name not in _SAID and value not in (None, "", [], {}):
            yield name.replace("_", " "), _with_unit(name, value)


def _with_unit(name: str, value: Any) -> str:
    if name in _UNITS and isinstance(value, int | float):
        return f"{number(value)} {_UNITS[name]}"
    return _clipped(value)


def _clipped(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} … ({len(text) - _LONGEST:,} more letters)"
