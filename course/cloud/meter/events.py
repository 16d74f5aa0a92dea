"""Amazon EventBridge: events put on a bus, API destinations, and EventBridge Scheduler.

https://aws.amazon.com/eventbridge/pricing/
"""

from collections.abc import Iterator

from .bill import Count
from .counting import Used, chunks, size_of

__all__ = ["count", "count_schedules"]

_COUNTED = ("Source", "DetailType", "Detail", "Resources")


def count(used: Used) -> Iterator[Count | str]:
    """Count custom events by 64 KB each, and what went to API destinations. AWS's own events are free."""
    calls = used.of("call", "events")
    entries = [
        entry
        for span in calls
        if span.name == "PutEvents"
        for entry in span.detail.get("parameters", {}).get("Entries", ())
    ]
    put = sum(chunks(size_of(entry.get(name) for name in _COUNTED)) for entry in entries)
    yield Count("events", "custom events", "events.event", put)
    sent = [
        span
        for span in used.of("invocation", "http")
        if (delivery := used.within(span, "delivery")) and delivery.service == "events"
    ]
    yield Count("events", "to API destinations", "events.api_destination", len(sent))
    names = {span.name for span in calls}
    if "CreateArchive" in names:
        yield "Archives of EventBridge: what they take in and keep, and events that are replayed."


def count_schedules(used: Used) -> Iterator[Count | str]:
    """Count the invocations of schedules' targets."""
    yield Count("scheduler", "invocations", "scheduler.invocation", len(used.of("delivery", "scheduler")))
