"""Deliveries as steps: what a topic, a rule, a schedule, a bucket, an alarm hands on."""

from typing import Any

from course.widgets.account.atlas import resource_name
from course.widgets.account.finder import Finder
from course.widgets.account.reasons import attempts, faults, reason, vanished
from course.widgets.account.step import FILTERED, Step

__all__ = ["delivered"]

# How a delivery ended: what is written on its road, its tone, the tally at the receiver, the sentence.
_OUTCOMES = {
    "ok": ("✓", "good", "arrived", "{what} arrives in {target}."),
    "filtered": (FILTERED, "warn", "", "{what} for {target} stops at the filter: {reason}"),
    "pending": ("✗ pending", "bad", "", "Nothing is sent to {target}: {reason}"),
    "lost": ("! lost", "bad", "lost", "{what} for {target} is lost: {reason}"),
    "retrying": ("↻ back", "warn", "", "What was handed to {target} goes back to its queue."),
    "open": ("… trying", "warn", "", "{what} for {target} has not arrived yet; it is being tried."),
    "dead-letter": ("! set aside", "warn", "", "{what} for {target} goes to its dead-letter queue: {reason}"),
}
_VANISHED = ("! lost", "bad", "lost", "{what} vanishes: {target} says that it took it, and does not have it.")
_OTHER = ("…", "", "", "{what} for {target}: {status}. {reason}")
# What is on its way, by the service that delivers it.
_WHAT = {
    "sns": "copy",
    "events": "event",
    "scheduler": "event of the schedule",
    "s3": "notification",
    "cloudwatch": "alarm's notice",
    "lambda": "asynchronous invocation",
}
# Who is given something rather than holding it: its own span tells what became of it.
_GIVEN = {
    "function": "{what} is handed to {target}.",
    "state machine": "{what} is handed to {target}.",
    "api destination": "{what} has gone out through {target}.",
}


def delivered(span: Any, finder: Finder, *, begins: bool) -> list[Step]:
    """Return the step as a delivery ends."""
    detail = span.detail or {}
    if begins:
        return []
    source = finder.resource(span.service, str(span.name), str(detail.get("bus", "")))
    target = finder.target(source, str(span.target)) if span.target else None
    if span.service == "lambda":
        return _asynchronous(span, source, finder)
    if not span.target:
        text = f"The other rules of {finder.named(source)} do not want the event either: {reason(span)}"
        return [Step(text, (), None, "", "", "")]
    if span.service == "events" and span.status == "filtered":
        target = finder.resource("events", str(span.target), str(detail.get("bus", "")))
    return _ended(span, source, target, finder)


def _ended(span: Any, source: int | None, target: int | None, finder: Finder) -> list[Step]:
    sign, tone, tally, sentence = _OUTCOMES.get(span.status, _OTHER)
    edges, node = _way_there(source, target, finder), target
    kind = finder.plan.places[target].kind if target is not None else ""
    if kind in _GIVEN and span.status == "ok":
        tally, sentence = "", _GIVEN[kind]
    if kind == "queue" and vanished(span):
        sign, tone, tally, sentence = _VANISHED
    if span.status == "dead-letter" and (aside := finder.leaving(source, "dead-letter")) is not None:
        edges, node, tally = (aside,), finder.plan.roads[aside].target, "set aside"
    # A topic makes a copy for each of its subscribers; of everything else there is one.
    what = f"{'A' if (span.service, span.status) == ('sns', 'ok') else 'The'} {_WHAT.get(span.service, 'message')}"
    whom = finder.named(target, resource_name(str(span.target)))
    text = sentence.format(what=what, target=whom, reason=reason(span), status=span.status)
    state = (span.detail or {}).get("state")
    because = f"{finder.named(source)} is in {state}. " if span.service == "cloudwatch" and state else ""
    return [Step(f"{because}{text}{attempts(span)}{faults(span)}", edges, node, tone, tally, sign)]


def _way_there(source: int | None, target: int | None, finder: Finder) -> tuple[int | None, ...]:
    """Return the roads of a delivery: an event also takes that from its bus to the rule."""
    last = finder.road(source, target)
    if source is None or finder.plan.places[source].kind != "rule":
        return (last,)
    into = [at for at, road in enumerate(finder.plan.roads) if road.target == source and road.kind == "rule"]
    return (*into[:1], last)


def _asynchronous(span: Any, at: int | None, finder: Finder) -> list[Step]:
    """An asynchronous invocation: a step where it ended otherwise than at once, or where somebody is told of it."""
    if span.status != "ok":
        return _ended(span, at, at, finder)
    led = finder.leaving(at, "destination")
    if led is not None and ", by " not in finder.plan.roads[led].label:
        target = finder.plan.roads[led].target
        text = f"{finder.named(at)} has succeeded: a record of it is sent to {finder.named(target)}."
        return [Step(text, (led,), target, "good", "told", "✓")]
    again = attempts(span)
    text = f"The asynchronous invocation of {finder.named(at)} is done{again}."
    return [Step(text, (), at, "good", "", "")] if again else []
