"""Batches as steps: what a poller takes from a queue or a stream for a function, and what became of it."""

from typing import Any

from course.widgets.account.finder import Finder
from course.widgets.account.reasons import faults, reason
from course.widgets.account.step import Step
from course.widgets.words import count

__all__ = ["handed"]


def handed(span: Any, finder: Finder, *, begins: bool) -> list[Step]:
    """Return the step as a batch is handed over, or that in which it ends otherwise than well."""
    source = finder.resource(span.service, str(span.name))
    target = finder.resource("lambda", str(span.target))
    thing = "message" if span.service == "sqs" else "record"
    origin = f"{'' if span.service == 'sqs' else 'the stream of '}{finder.named(source)}"
    whole = int((span.detail or {}).get("messages") or 0)
    if begins:
        text = f"{finder.named(target)} is given {count(whole, thing)} from {origin}."
        return [Step(text, (finder.road(source, target),), target, "", "", "→")] if whole else []
    failed = int((span.detail or {}).get("failed") or 0)
    if span.status == "ok" and not failed:
        return []
    if span.status in ("ok", "retrying"):
        comes = "comes" if failed == 1 else "come"
        text = (
            f"{failed:,} of {count(whole, thing)} {comes} back to {origin}, to be tried again.{faults(span)}"
        )
        edges = (finder.road(source, target),)
        return [Step(text, edges, source, "warn", "came back", "↻ back", back=True, many=failed)]
    return [_given_up(span, source, target, f"{count(failed or whole, thing)} from {origin}", finder)]


def _given_up(span: Any, source: int | None, target: int | None, what: str, finder: Finder) -> Step:
    many = int((span.detail or {}).get("failed") or (span.detail or {}).get("messages") or 1)
    why = f"{span.detail['condition']}." if (span.detail or {}).get("condition") else reason(span)
    aside = finder.leaving(target, "dead-letter")
    if span.status == "dead-letter" and aside is not None:
        queue = finder.plan.roads[aside].target
        text = f"{what} set aside in {finder.named(queue)}: {why}{faults(span)}"
        return Step(text, (aside,), queue, "warn", "set aside", "! set aside", many=many)
    edges = (finder.road(source, target),)
    if span.status in ("dead-letter", "lost"):
        return Step(
            f"{what} given up: {why}{faults(span)}", edges, target, "bad", "lost", "! lost", many=many
        )
    return Step(f"{what}: not ended yet.", edges, target, "warn", "", "…")
