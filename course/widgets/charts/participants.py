"""Who took part in a trace, and what each of them did altogether."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from course.widgets.account.atlas import resource_name
from course.widgets.charts.signs import bad
from course.widgets.charts.span_tree import Branch

__all__ = ["COLUMNS", "Participant", "participants", "rows"]

COLUMNS = ("who", "times", "seconds", "itself", "waiting", "failed", "billed ms")


@dataclass
class Participant:
    """One of them: how often it was asked, for how long in all (seconds), of that by itself, what is billed, what failed.

    `billed` (milliseconds) is None where nothing is billed by time.
    """

    name: str
    times: int = 0
    seconds: float = 0.0
    own: float = 0.0
    billed: float | None = None
    failed: int = 0


def participants(roots: Iterable[Branch]) -> list[Participant]:
    """Return who took part, in the order of their first appearance. Deliveries and states belong to nobody."""
    found: dict[str, Participant] = {}
    waiting = list(roots)[::-1]
    while waiting:
        branch = waiting.pop()
        waiting.extend(reversed(branch.branches))
        if name := _name(branch.span):
            _count(found.setdefault(name, Participant(name)), branch)
    return list(found.values())


def rows(found: Iterable[Participant]) -> list[list[Any]]:
    """Return a row of COLUMNS for each; times in seconds to the millisecond."""
    return [
        [
            each.name,
            each.times,
            round(each.seconds, 3),
            round(each.own, 3),
            round(each.seconds - each.own, 3),
            each.failed,
            "" if each.billed is None else each.billed,
        ]
        for each in found
    ]


def _count(participant: Participant, branch: Branch) -> None:
    participant.times += 1
    participant.seconds += branch.end - branch.start
    participant.own += branch.own()
    participant.failed += bad(branch.span)
    if (billed := branch.span.detail.get("billed_ms")) is not None:
        participant.billed = (participant.billed or 0) + billed


def _name(span: Any) -> str:
    target = resource_name(str(span.target or span.name))
    if span.kind == "invocation":
        return f"function {target}" if span.service == "lambda" else target
    if span.kind == "execution":
        return f"state machine {target}"
    if span.kind != "call" or (span.service == "lambda" and span.name == "Invoke"):
        return ""
    if span.service == "execute-api":
        return f"API {span.detail.get('api') or target}"
    return f"{span.service} {resource_name(str(span.target))}".strip()
