"""What the slider shows: where events stand, the long pauses between them, flags where something went wrong."""

from typing import Any

from course.widgets.words import offset

from .events import Event
from .marks import Change
from .texts import Texts
from .time_scale import TimeScale, time_scale

__all__ = ["slider_of"]

# What is worth a flag on the slider, and how much of its width one needs.
_WRONG, _FLAG = ("failed", "caught", "retrying"), 0.018


def slider_of(events: tuple[Event, ...], changes: list[list[Change]], texts: Texts) -> dict[str, Any]:
    """Return the slider of events and of what each of them changes, as JSON-ready data; places go from 0 to 1."""
    seconds = [event.seconds for event in events]
    scale = time_scale(seconds)
    return {
        "places": [round(place, 5) for place in scale.places],
        "milliseconds": [round(each * 1000) for each in seconds],
        "words": [texts.of(offset(each)) for each in seconds],
        "pauses": [
            {
                "begin": round(each.begin, 5),
                "end": round(each.end, 5),
                "words": each.words,
                "isCut": each.is_cut,
            }
            for each in scale.pauses
        ],
        "flags": _flags(scale, changes),
    }


def _flags(scale: TimeScale, changes: list[list[Change]]) -> list[list[Any]]:
    """The events that went wrong, far enough apart to be seen: position, and what a state's status is from then on."""
    flags: list[list[Any]] = []
    for at, found in enumerate(changes):
        status = next((each.status for each in found if each.status in _WRONG), None)
        if status and (not flags or scale.places[at] - scale.places[flags[-1][0]] >= _FLAG):
            flags.append([at, status])
    return flags
