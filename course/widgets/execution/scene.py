"""All that the stepper's script needs of an execution, as compact JSON-ready data: each event with what it changes."""

from typing import Any

from course.widgets.state_machine import STATUSES, pointer, scene_of

from .children import runs_of
from .event_columns import columns_of
from .events import Event
from .lines import Line, Stay
from .marks import Change, changes_of
from .outcome import outcome_of
from .slider import slider_of
from .story import Story
from .subjects import line_name
from .texts import Texts
from .ways import ways_of

__all__ = ["MOST", "scene_from"]

# As many events as are shown. A Standard execution has at most half of that; an Express one has no bound.
MOST = 50_000


def scene_from(story: Story, most: int = MOST) -> dict[str, Any]:
    """Return the scene of an execution; step n is the moment after its n-th event, 0 the time before.

    Of more than `most` events the first ones are shown; the title says so.
    """
    texts, states = Texts(), Texts()
    events, changes = story.events[:most], changes_of(story)[:most]
    outcome = outcome_of(story)
    return {
        "title": _title(story, len(events)),
        "outcome": {"status": outcome.status, "text": outcome.text},
        "graph": scene_of(story.recording.machine),
        "events": columns_of(story, events, texts, states),
        "changes": _changes(story, changes, texts),
        "stays": [_stay(stay, states) for stay in story.places.stays],
        "lines": [_line(line, texts) for line in story.places.lines],
        "lengths": _lengths(story),
        "runs": runs_of(story),
        "ways": _ways(story, events),
        "time": slider_of(events, changes, texts),
        "statuses": list(STATUSES),
        "states": states.all,
        "texts": texts.all,
    }


def _title(story: Story, shown: int) -> str:
    whole = len(story.events)
    part = f"the first {shown:,} of {whole:,} events" if shown < whole else ""
    kind = f"{story.recording.machine.type.title()} workflow"
    return " · ".join(filter(None, (story.recording.name, kind, part)))


def _changes(story: Story, changes: list[list[Change]], texts: Texts) -> list[list[list[int]]]:
    """For each event: things with their new status and words. Lines are things as well, numbered after the stays."""
    names, first_line = {name: at for at, name in enumerate(STATUSES)}, len(story.places.stays)

    def number(thing: Stay | Line) -> int:
        return thing.index if isinstance(thing, Stay) else first_line + thing.index

    return [
        [[number(each.thing), names.get(each.status, -1), texts.of(each.words)] for each in found]
        for found in changes
    ]


def _stay(stay: Stay, states: Texts) -> list[int]:
    return [states.of(pointer(stay.path)), stay.line.index]


def _line(line: Line, texts: Texts) -> list[int]:
    """The stay around it (-1: none), its number, its name."""
    return [line.owner.index if line.owner else -1, line.number, texts.of(line_name(line))]


def _lengths(story: Story) -> dict[str, int]:
    """How many items each stay in an inline Map has, by the stay's number; some may never begin."""
    return {
        str(stay.index): event.number("length")
        for event in story.events
        if event.type == "MapStateStarted" and (stay := story.place(event).stay)
    }


def _ways(story: Story, events: tuple[Event, ...]) -> dict[str, Any]:
    taken = ways_of(story)[: len(events)]
    pairs = list(dict.fromkeys(pair for each in taken for pair in each))
    number = {pair: at for at, pair in enumerate(pairs)}
    return {
        "pairs": [list(pair) for pair in pairs],
        "taken": [[number[pair] for pair in each] for each in taken],
    }
