"""What a message does, step by step: a trace and an inventory become steps and pictures of each moment."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from course.widgets.account.atlas import Mark, Plan, plan_of, resource_name
from course.widgets.account.senders import find, is_send, knows, named, near, sender_of, with_senders

__all__ = ["Flow", "Frame", "Step", "flow_of"]

MOST_STEPS = 300

# How a delivery ended: what is written on its road, its tone, the tally at the receiver, the sentence.
_ENDS = {
    "ok": ("✓", "good", "arrived", "A copy arrives in {target}."),
    "filtered": ("✗ filtered", "warn", "", "The copy for {target} stops at the filter: {reason}"),
    "pending": ("✗ pending", "bad", "", "Nothing is sent to {target}: {reason}"),
    "lost": ("! lost", "bad", "lost", "The copy for {target} is lost: {reason}"),
    "retrying": ("↻ back", "warn", "", "What was handed to {target} goes back to its queue."),
    "open": ("… trying", "warn", "", "The copy for {target} has not arrived yet; it is being tried."),
    "dead-letter": (
        "! set aside",
        "warn",
        "set aside",
        "The copy for {target} goes to its dead-letter queue: {reason}",
    ),
}
_OTHER = ("…", "", "", "The copy for {target}: {status}. {reason}")


@dataclass(frozen=True)
class Step:
    """One thing that happened: when (virtual seconds), a sentence, where (positions in the plan), its tone."""

    at: float
    text: str
    edge: int | None
    node: int | None
    tone: str
    tally: str
    sign: str


@dataclass(frozen=True)
class Frame:
    """What the map shows after a step: marks by position."""

    nodes: dict[int, Mark]
    edges: dict[int, Mark]


@dataclass(frozen=True)
class Flow:
    """A plan with the publishers added, the steps, a frame for the beginning and after each step, who knows whom.

    `left_out` counts steps beyond the most that are shown; `begin` is when the first one happens.
    """

    plan: Plan
    steps: tuple[Step, ...]
    frames: tuple[Frame, ...]
    knows: str
    left_out: int
    begin: float


def flow_of(trace: Iterable[Any], inventory: Any) -> Flow:
    """Follow every message of a trace over the resources of an inventory."""
    spans = list(trace)
    plan = with_senders(plan_of(inventory), spans)
    plan = near(plan, _touched(_steps(spans, plan), plan))
    found = _steps(spans, plan)
    steps = tuple(found[:MOST_STEPS])
    begin = steps[0].at if steps else 0.0
    return Flow(plan, steps, _frames(steps), knows(plan), len(found) - len(steps), begin)


def _steps(spans: list[Any], plan: Plan) -> list[Step]:
    by_id = {span.id: span for span in spans}
    found = [step for span in spans if (step := _step(span, by_id, plan)) is not None]
    return sorted(found, key=lambda step: step.at)


def _touched(steps: list[Step], plan: Plan) -> set[int]:
    ends = (plan.roads[step.edge] for step in steps if step.edge is not None)
    return {step.node for step in steps if step.node is not None} | {
        at for road in ends for at in (road.source, road.target)
    }


def _step(span: Any, by_id: dict[int, Any], plan: Plan) -> Step | None:
    target = find(plan, span.target or span.name)
    if span.kind == "call" and is_send(span) and target is not None:
        return _sent(span, target, sender_of(span, by_id, plan), plan)
    if span.kind == "delivery":
        return _delivered(span, target, plan)
    if span.kind == "invocation" and target is not None and span.service == "lambda":
        good = span.status == "ok"
        said = "runs" if good else f"fails: {_reason(span)}"
        tone, tally = ("good", "ran") if good else ("bad", "failed")
        return Step(span.end, f"{named(plan, target)} {said}{_attempt(span)}", None, target, tone, tally, "")
    return None


def _sent(span: Any, target: int, sender: int | None, plan: Plan) -> Step:
    source = find(plan, "publisher") if sender is None else sender
    edge = None if source is None else _road(plan, target, {source})
    who = "The publisher" if sender is None else named(plan, sender)
    if span.status != "ok":
        text = f"{who} calls {span.name} on {named(plan, target)}: refused."
        return Step(span.start, text, edge, None, "bad", "", "✗ refused")
    text = f"{who} calls {span.name} on {named(plan, target)}."
    tally = "arrived" if plan.places[target].kind == "queue" else "sent here"
    return Step(span.start, text, edge, target, "", tally, "→")


def _delivered(span: Any, target: int | None, plan: Plan) -> Step:
    sign, tone, tally, sentence = _ENDS.get(span.status, _OTHER)
    source = find(plan, span.name)
    edge = None if target is None or source is None else _road(plan, target, {source})
    if target is not None and plan.places[target].kind == "function" and span.status == "ok":
        tally, sentence = "", "A copy is handed to {target}."  # whether it ran is told by its invocation
    whom = named(plan, target) if target is not None else resource_name(str(span.target))
    text = sentence.format(target=whom, reason=_reason(span), status=span.status)
    return Step(span.end, f"{text}{_attempt(span)}", edge, target, tone, tally, sign)


def _reason(span: Any) -> str:
    detail = span.detail or {}
    decision = detail.get("decision") or {}
    reason = (
        detail.get("reason") or _deciding(decision) or decision.get("reason") or detail.get("error") or ""
    )
    if isinstance(reason, dict):
        reason = reason.get("errorMessage") or reason.get("errorType") or ""
    return f"{str(reason).rstrip('.')}." if reason else "no reason was given."


def _deciding(decision: dict[str, Any]) -> str:
    """Return the reason of the first field that a filter could not do without."""
    branch, fields = decision.get("tree"), decision.get("fields", ())
    while branch is not None and branch.get("kind") != "field":
        branch = next((child for child in branch.get("children", ()) if not child["matched"]), None)
    return str(fields[branch["field"]]["reason"]) if branch is not None else ""


def _attempt(span: Any) -> str:
    attempts = (span.detail or {}).get("attempts") or (span.detail or {}).get("attempt") or 1
    if attempts == 1:
        return "" if span.kind != "invocation" or span.status != "ok" else "."
    return f" (attempt {attempts})" if span.kind == "invocation" else f" ({attempts} attempts)"


def _frames(steps: tuple[Step, ...]) -> tuple[Frame, ...]:
    nodes: dict[int, Counter[str]] = {}
    edges: dict[int, Counter[tuple[str, str]]] = {}
    frames = [Frame({}, {})]
    for step in steps:
        if step.node is not None and step.tally:
            nodes.setdefault(step.node, Counter())[step.tally] += 1
        if step.edge is not None and step.sign:
            edges.setdefault(step.edge, Counter())[step.sign, step.tone] += 1
        frames.append(
            Frame(
                {at: _tally(tallies) for at, tallies in nodes.items()},
                {at: _signs(signs) for at, signs in edges.items()},
            )
        )
    return tuple(frames)


def _tally(tallies: Counter[str]) -> Mark:
    bad = any(tallies[word] for word in ("lost", "failed"))
    return Mark(", ".join(f"{many} {word}" for word, many in tallies.items()), "bad" if bad else "")


def _signs(signs: Counter[tuple[str, str]]) -> Mark:
    tones = [tone for _, tone in signs]
    tone = next((tone for tone in ("bad", "warn", "good") if tone in tones), "")
    return Mark("  ".join(f"{sign} {many}" for (sign, _), many in signs.items()), tone)


def _road(plan: Plan, target: int, sources: set[int]) -> int | None:
    roads = (at for at, road in enumerate(plan.roads) if road.target == target and road.source in sources)
    return next(roads, None)
