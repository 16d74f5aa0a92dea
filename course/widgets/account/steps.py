"""What a span is on the map: the steps as it begins and as it ends, in plain words."""

from dataclasses import replace
from typing import Any, Protocol

from course.widgets.account.asking import called, capital
from course.widgets.account.batches import handed
from course.widgets.account.deliveries import delivered
from course.widgets.account.finder import Finder
from course.widgets.account.reasons import attempts, faults, reason
from course.widgets.account.step import Step
from course.widgets.words import clip, duration

__all__ = ["is_running", "steps_at"]


def steps_at(span: Any, finder: Finder, *, begins: bool) -> list[Step]:
    """Return the steps that a span's beginning (or its end) is."""
    tell = _TELLERS.get((span.kind, span.service)) or _TELLERS.get((span.kind, ""))
    found = tell(span, finder, begins=begins) if tell else []
    at = span.start if begins else span.end
    return [replace(step, at=at, span=span.id, text=capital(step.text)) for step in found]


def _function(span: Any, finder: Finder, *, begins: bool) -> list[Step]:
    at = finder.resource("lambda", str(span.target or span.name))
    if at is None:
        return []
    if begins:
        return _passed_on(span, at, finder)
    refused = (span.detail or {}).get("refused")
    if refused:
        text = f"{finder.named(at)} is not run: {refused}{attempts(span)}.{faults(span)}"
        return [Step(text, (), at, "bad", "refused", "")]
    if span.status != "ok":
        text = f"{finder.named(at)} fails: {reason(span)}{attempts(span)}{faults(span)}"
        return [Step(text, (), at, "bad", "failed", "")]
    again = attempts(span)
    return [
        Step(f"{finder.named(at)} runs{again}{'' if again else '.'}{faults(span)}", (), at, "good", "ran", "")
    ]


def _passed_on(span: Any, at: int, finder: Finder) -> list[Step]:
    """Where an API asks a function: no call of it stands in the trace."""
    source, _ = finder.actor(span)
    edge = finder.road(source, at, ("integration",))
    if edge is None:
        return []
    return [
        Step(
            f"{finder.named(source)} hands the request to {finder.named(at)} and waits.",
            (edge,),
            at,
            "",
            "",
            "→",
        )
    ]


def _partner(span: Any, finder: Finder, *, begins: bool) -> list[Step]:
    at = finder.resource("http", str(span.name))
    source, state = finder.actor(span)
    if at is None:
        return []
    edge = finder.road(source, at)
    who = finder.named(source, "Somebody") + (f", in state {state}," if state else "")
    if finder.is_copy_of_topic(span) and (begins or span.status == "ok"):
        return []  # that the copy arrived is told by its delivery
    if begins:
        return [Step(f"{who} asks {finder.named(at)} and waits.", (edge,), at, "", "asked", "→")]
    status = (span.detail or {}).get("http")
    said = f"answers {status}" if status else "does not answer"
    good = span.status == "ok"
    took = f" after {duration(span.end - span.start)}" if span.end > span.start else ""
    text = f"{finder.named(at)} {said}{took}.{faults(span)}"
    return [Step(text, (edge,), None, "good" if good else "bad", "", "↩" if good else "✗ ↩", back=True)]


def is_running(span: Any) -> bool:
    """Tell whether a span is an execution that has not ended."""
    return span.kind == "execution" and not (span.detail or {}).get("outcome")


def _execution(span: Any, finder: Finder, *, begins: bool) -> list[Step]:
    at = finder.resource("stepfunctions", str(span.target or span.name))
    if at is None:
        return []
    if begins:
        return [Step(f"{finder.named(at)} begins an execution.", (), at, "", "begun", "")]
    detail = span.detail or {}
    if is_running(span):
        return [Step(f"The execution of {finder.named(at)} is still running.", (), at, "warn", "", "")]
    outcome = str(detail["outcome"]).replace("_", " ")
    after = duration(span.end - span.start)
    if span.status == "ok":
        return [
            Step(
                f"The execution of {finder.named(at)} ends after {after}: {outcome}.",
                (),
                at,
                "good",
                "succeeded",
                "",
            )
        ]
    why = ", ".join(clip(str(detail[key]), 160) for key in ("error", "cause") if detail.get(key))
    text = f"The execution of {finder.named(at)} ends after {after}: {outcome}{f' ({why})' if why else ''}."
    return [Step(text, (), at, "bad", "failed", "")]


def _state(span: Any, finder: Finder, *, begins: bool) -> list[Step]:
    """A visit to a state is a step only where something went wrong: its calls tell the rest."""
    detail = span.detail or {}
    tries = detail.get("attempts") or 1
    if begins or not (detail.get("error") or tries > 1 or span.status != "ok"):
        return []
    at = finder.resource("stepfunctions", str(span.target))
    error = detail.get("error") or detail.get("reason") or "no error was told"
    if span.status == "ok":
        said = (
            f"is done at attempt {tries}; before that: {error}"
            if tries > 1
            else f"fails, and is caught: {error}"
        )
        return [
            Step(f"State {span.name} of {finder.named(at)} {said}.{faults(span)}", (), at, "warn", "", "")
        ]
    return [
        Step(
            f"State {span.name} of {finder.named(at)} fails: {error}{attempts(span)}.{faults(span)}",
            (),
            at,
            "bad",
            "",
            "",
        )
    ]


class Teller(Protocol):
    """Tells a span's beginning, or its end, as steps."""

    def __call__(self, span: Any, finder: Finder, *, begins: bool) -> list[Step]: ...


_TELLERS: dict[tuple[str, str], Teller] = {
    ("call", ""): called,
    ("invocation", "lambda"): _function,
    ("invocation", "http"): _partner,
    ("execution", ""): _execution,
    ("state", ""): _state,
    ("delivery", ""): delivered,
    ("delivery", "sqs"): handed,
    ("delivery", "dynamodb"): handed,
}
