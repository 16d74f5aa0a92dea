"""Which transitions of the graph were taken, event by event."""

from course.widgets.state_machine import pointer

from .events import Event
from .story import Story

__all__ = ["Way", "ways_of"]

# From where to where: ids of nodes of the graph.
Way = tuple[str, str]


def ways_of(story: Story) -> list[list[Way]]:
    """Return for each event the transitions that it took, mostly none."""
    return [_ways(story, event) for event in story.events]


def _ways(story: Story, event: Event) -> list[Way]:
    stay = story.place(event).stay
    if stay is None:
        return []
    here, line = pointer(stay.path), stay.line
    if event.type.endswith("StateEntered"):
        if stay.before is not None:
            return [(pointer(stay.before.path), here)]
        return [(pointer(line.owner.path) if line.owner else _point(line.group, "start"), here)]
    if event.type.endswith("StateExited") and event.id not in story.entered_after:
        return [(here, pointer(line.owner.path) if line.owner else _point(line.group, "end"))]
    return []


def _point(group: tuple[str | int, ...], what: str) -> str:
    return f"{pointer(group)}#{what}"
