"""The events that an account has seen: what its archives kept, and what was put, as the trace tells."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

__all__ = ["MOST", "PastEvent", "past_events"]

MOST = 100  # of more, the latest


@dataclass(frozen=True)
class PastEvent:
    """An event with the bus that it was put onto."""

    bus: str
    event: dict[str, Any]

    @property
    def words(self) -> str:
        """Say which it is: when, from whom, of what type."""
        when = str(self.event.get("time", ""))[11:19]
        return f"{when} {self.event.get('source', '')}: {self.event.get('detail-type', '')} (bus {self.bus})".strip()


def past_events(account: Any) -> list[PastEvent]:
    """Return the events in the order of their times. What a service of AWS put is known only where an archive kept it."""
    kept = [
        PastEvent(archive.event_bus_name, dict(event))
        for archive in account.events.backend.archives.values()
        for event in archive.events
    ]
    known = {_essence(each) for each in kept}
    put = [each for each in _put(account) if _essence(each) not in known]
    distinct = {_essence(each) + str(each.event.get("id")): each for each in (*kept, *put)}
    return sorted(distinct.values(), key=lambda each: str(each.event.get("time")))[-MOST:]


def _put(account: Any) -> Iterator[PastEvent]:
    """Yield what PutEvents was asked to put."""
    for span in account.trace.find(kind="call", service="events", name="PutEvents"):
        entries = (span.detail.get("parameters") or {}).get("Entries") or ()
        ids = _ids(account, span.id)
        for at, entry in enumerate(entries):
            try:
                detail = json.loads(entry["Detail"])
            except (KeyError, TypeError, ValueError):
                continue  # refused: it never became an event
            event = {
                "version": "0",
                "id": ids[at] if len(ids) == len(entries) else f"entry {at + 1} of call {span.id}",
                "detail-type": entry.get("DetailType", ""),
                "source": entry.get("Source", ""),
                "account": account.id,
                "time": f"{account.clock.start + timedelta(seconds=span.end):%Y-%m-%dT%H:%M:%SZ}",
                "region": account.region,
                "resources": entry.get("Resources") or [],
                "detail": detail,
            }
            yield PastEvent(str(entry.get("EventBusName") or "default").rpartition("event-bus/")[2], event)


def _ids(account: Any, call: int) -> list[str]:
    """Return the ids that EventBridge gave the events of a call, as far as any rule looked at them."""
    caused = account.trace.find(kind="delivery", service="events", cause=call)
    return list(dict.fromkeys(str(span.detail["event"]) for span in caused if "event" in span.detail))


def _essence(past: PastEvent) -> str:
    names = ("source", "detail-type", "detail", "time")
    return json.dumps([past.bus, *(past.event.get(name) for name in names)], sort_keys=True, default=str)
