"""Calls as steps: who asks whom, who waits for the answer, and what it says."""

from dataclasses import dataclass
from typing import Any

from course.widgets.account.calls import is_told, named_in, token_words, way_of_call
from course.widgets.account.finder import Finder
from course.widgets.account.reasons import faults, vanished
from course.widgets.account.step import Step
from course.widgets.account.ways import WAITS
from course.widgets.words import clip, duration

__all__ = ["called", "capital"]

# What is counted where a call goes; how a function or an execution ends is counted by itself.
_TALLIES = {
    "queue": "arrived",
    "topic": "sent here",
    "bus": "sent here",
    "api": "asked",
    "function": "",
    "state machine": "",
}
# What does work of its own, which others can see, before it answers.
_WORKS = {("lambda", "Invoke"), ("stepfunctions", "StartSyncExecution")}


@dataclass(frozen=True)
class _Talk:
    """A call with its two sides: their names in a sentence, the target's position, the road, whether there is waiting."""

    span: Any
    who: str
    whom: str
    target: int
    road: int | None
    waits: bool

    @property
    def is_request(self) -> bool:
        return bool(self.span.service == "execute-api")

    @property
    def has_answer(self) -> bool:
        """Tell whether the answer is a step of its own."""
        return self.is_request or (self.waits and (self.span.service, self.span.name) in _WORKS)


def called(span: Any, finder: Finder, *, begins: bool) -> list[Step]:
    """Return the step as a call begins, or that of its answer where there is one to tell of."""
    if words := token_words(span):
        return [_handed_back(span, words, finder)] if begins else []
    if not is_told(span):
        return []
    targets = [finder.resource(span.service, name) for name in named_in(span)]
    talks = [_talk(span, target, finder) for target in targets if target is not None]
    return [step for talk in talks for step in _told(talk, finder, begins=begins)]


def capital(words: str) -> str:
    """Return a sentence with a capital letter at its beginning."""
    return words[:1].upper() + words[1:]


def _told(talk: _Talk, finder: Finder, *, begins: bool) -> list[Step]:
    failed = talk.span.status != "ok"
    if begins:
        # What is refused at the door is one step, told when it is refused.
        return [] if failed and not talk.waits else [_asked(talk, finder)]
    if failed and not talk.is_request:
        return [_refused(talk)]
    return [_answered(talk, finder)] if talk.has_answer else []


def _talk(span: Any, target: int, finder: Finder) -> _Talk:
    source, who = _caller(span, finder)
    waits = way_of_call(span) == WAITS
    return _Talk(span, who, finder.named(target), target, finder.road(source, target), waits)


def _caller(span: Any, finder: Finder) -> tuple[int | None, str]:
    """Return who calls: the position, and the name in a sentence."""
    actor, state = finder.actor(span)
    if actor is not None:
        return actor, finder.named(actor) + (f", in state {state}," if state else "")
    source = finder.outside(span)
    return source, f"the {finder.plan.places[source].kind}" if source is not None else "somebody"


def _handed_back(span: Any, words: str, finder: Finder) -> Step:
    source, who = _caller(span, finder)
    good = span.status == "ok"
    said = f"{who} {words}." if good else f"{who} {words}, and is refused."
    return Step(f"{said}{faults(span)}", (), source, "good" if good else "bad", "", "")


def _asked(talk: _Talk, finder: Finder) -> Step:
    span = talk.span
    what = f"sends {span.name} to" if talk.is_request else f"calls {span.name} on"
    aside = " and waits" if talk.has_answer else ""
    # A fault that struck a call in vain is told with its refusal.
    struck = faults(span) if span.status == "ok" and not talk.has_answer else ""
    tally = _TALLIES.get(finder.plan.places[talk.target].kind, "called")
    text = f"{talk.who} {what} {talk.whom}{aside}.{struck}"
    if tally == "arrived" and vanished(span):
        text = f"{talk.who} {what} {talk.whom}, which says that it took it, and does not have it.{struck}"
        return Step(text, (talk.road,), talk.target, "bad", "lost", "! lost")
    return Step(text, (talk.road,), talk.target, "warn" if struck else "", tally, "→")


def _refused(talk: _Talk) -> Step:
    span, cut = talk.span, (talk.span.detail or {}).get("reason")
    if cut:
        said = f"{talk.who} gets no answer to {span.name} on {talk.whom}: {clip(str(cut), 160)}"
    elif talk.waits:
        said = f"{talk.whom} refuses {span.name}"
    else:
        said = f"{talk.who} calls {span.name} on {talk.whom}: refused"
    sign = "✗ no answer" if cut else "✗ refused"
    return Step(f"{said}.{faults(span)}", (talk.road,), None, "bad", "", sign, back=talk.waits)


def _answered(talk: _Talk, finder: Finder) -> Step:
    span, detail = talk.span, talk.span.detail or {}
    status = f" {detail['http']}" if talk.is_request and detail.get("http") else ""
    why = f" ({detail['reason']})" if detail.get("reason") else ""
    waited = f"{capital(talk.who)} waited {duration(span.end - span.start)}."
    error = not talk.is_request and finder.failed_inside(span)
    text = f"{talk.whom} answers{status}{' with its error' if error else ''}{why}. {waited}{faults(span)}"
    good = span.status == "ok" and not error
    return Step(text, (talk.road,), None, "good" if good else "bad", "", "↩" if good else "✗ ↩", back=True)
