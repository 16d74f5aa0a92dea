"""Archives and replays: what a bus keeps of its events, and how they come once more.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.events.models import Archive, Replay, ReplayState

from course.cloud.event_pattern import parse
from course.facts import latency

from .inputs import compact

if TYPE_CHECKING:
    from .service import Events

__all__ = ["keep", "kept", "replay", "size"]

_DAY = 86400


def keep(archives: Iterable[Archive], bus: str, event: dict[str, Any]) -> None:
    """Put an event into the archives of its bus that want it. What comes of a replay is not archived again."""
    if "replay-name" in event:
        return
    for archive in archives:
        wanted = archive.event_pattern.dump()
        if archive.event_bus_name == bus and (not wanted or parse(wanted).matches(event)):
            events: list[Any] = archive.events
            events.append(event)


def kept(archive: Archive, now: datetime) -> list[Any]:
    """Return the events of an archive, those forgotten that are older than its RetentionDays (0: none ever is)."""
    if days := int(archive.retention or 0):
        oldest = now.timestamp() - days * _DAY
        archive.events[:] = [event for event in archive.events if _moment(event) >= oldest]
    return archive.events


def size(events: Iterable[Any]) -> int:
    """Return the bytes of archived events."""
    return sum(len(compact(event).encode()) for event in events)


def replay(events: "Events", archive: Archive, asked: Replay) -> None:
    """Send the archived events of the asked time once more, in order; run it as a task.

    They reach the bus of the archive, and there only the rules of FilterArns, where those are given.
    """
    clock = events.account.clock
    begin, end = float(asked.event_start_time), float(asked.event_end_time)
    wanted = [event for event in kept(archive, clock.now) if begin <= _moment(event) < end]
    bus = events.bus(asked.destination["Arn"])
    only = frozenset(asked.destination.get("FilterArns") or ())
    asked.state = ReplayState.RUNNING
    for event in sorted(wanted, key=_moment):
        clock.sleep(latency("events", "replay"))
        if asked.state is not ReplayState.RUNNING or bus is None:
            break
        again = {**event, "id": events.account.new_id(), "replay-name": asked.name}
        events.route(bus, again, only)
        vars(asked)["last_replayed"] = _moment(event)
    if asked.state is ReplayState.RUNNING:
        asked.state = ReplayState.COMPLETED
    asked.end_time = clock.now.timestamp()


def _moment(event: Any) -> float:
    return datetime.strptime(event["time"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
