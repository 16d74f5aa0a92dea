"""The rules that did not want an event, in the trace: the nearest to a match each with its reason, the rest in one line.

A bus may have hundreds of rules, and most are about other events altogether. Of those, a count is enough.
"""

from collections.abc import Sequence

from moto.events.models import Rule

from course.cloud.event_pattern import EventPattern
from course.cloud.filter_policy.document import Document
from course.cloud.trace import Trace

__all__ = ["EXPLAINED", "note"]

EXPLAINED = 10


def note(
    trace: Trace, bus: str, event_id: str, document: Document, others: Sequence[tuple[Rule, EventPattern]]
) -> None:
    """Add the spans for `others`, the rules of a bus that do not match the event."""
    by_nearness = sorted(others, key=lambda each: each[1].missing(document))
    for rule, pattern in by_nearness[:EXPLAINED]:
        decision = pattern.decide(document)
        reason = decision.deciding.reason if decision.deciding else decision.reason
        span = trace.open("delivery", "events", bus, rule.name, bus=bus, event=event_id)
        trace.close(span, "filtered", reason=reason, decision=decision.as_dict())
    if (more := len(by_nearness) - EXPLAINED) > 0:
        span = trace.open("delivery", "events", bus, "", bus=bus, event=event_id)
        trace.close(span, "filtered", rules=more, reason=f"{more} more rules are further from a match")
