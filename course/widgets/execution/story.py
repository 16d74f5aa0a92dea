"""A recording read: every event with its place, what follows it, and the error that it is about."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course.asl.distributed_map.map_run import MapRun

from .events import Event
from .lines import Line, Place, Places, Stay, node, places_of
from .recording import Recording

__all__ = ["Moment", "Story"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of a story that tells of a stay."""

    story: "Story"
    event: Event
    stay: Stay


@dataclass(frozen=True)
class Story:
    """A recording with the places of its events."""

    recording: Recording

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, the oldest first."""
        return self.recording.events

    @cached_property
    def places(self) -> Places:
        """Where each event belongs."""
        return places_of(self.events, self.definition)

    @property
    def definition(self) -> Any:
        """The definition as data."""
        return self.recording.machine.definition

    @cached_property
    def by_id(self) -> dict[int, Event]:
        """The events by their ids."""
        return {event.id: event for event in self.events}

    @cached_property
    def entered_after(self) -> dict[int, Stay]:
        """By the id of an event that leaves a state: the stay that comes next on the same line."""
        return {
            event.previous: stay
            for event in self.events
            if event.type.endswith("StateEntered") and (stay := self.place(event).stay)
        }

    def place(self, event: Event) -> Place:
        """Where an event belongs."""
        return self.places.of[event.id]

    def state(self, stay: Stay) -> dict[str, Any]:
        """The fields of a state as written; empty where the definition has no such state."""
        found = node(self.definition, stay.path)
        return found if isinstance(found, dict) else {}

    def entry(self, stay: Stay) -> Event:
        """The event that entered a state."""
        return self.by_id[stay.entered]

    def after(self, event: Event, stay: Stay) -> Event | None:
        """The next event of a stay after one that may belong to something inside it."""
        at = bisect_right(stay.events, event.id)
        return self.by_id[stay.events[at]] if at < len(stay.events) else None

    def error_of(self, event: Event) -> tuple[str, str]:
        """The error and cause that an event is about; those of the one that it points back to where it has none."""
        seen: Event | None = event
        while seen is not None:
            if error := seen.text("error"):
                return error, seen.text("cause")
            stay = self.places.of[seen.id].stay
            if stay is not None and stay.type == "Fail":
                state = self.state(stay)
                return str(state.get("Error", "an error")), str(state.get("Cause", ""))
            seen = self.by_id.get(seen.previous) if seen.previous < seen.id else None
        return "an error", ""

    def map_run(self, stay: Stay) -> MapRun | None:
        """The Map Run that a stay in a Distributed Map has begun; None where nothing is known of it."""
        arns = [arn for each in stay.events if (arn := self.by_id[each].text("mapRunArn"))]
        return next((run for run in self.recording.map_runs if run.arn in arns), None)

    def lines_above(self, line: Line) -> list[Line]:
        """A line and those around it, the innermost first."""
        found = [line]
        while (owner := found[-1].owner) is not None:
            found.append(owner.line)
        return found
