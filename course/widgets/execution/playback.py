"""An execution ready to be stepped through, and what is told of it only when somebody asks."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from .children import child_of
from .recording import Recording, recording_of
from .scene import scene_from
from .story import Story
from .telling import document_of

__all__ = ["Playback", "stepper_scene"]

_DEEPEST = 8


def stepper_scene(execution: Any, definition: Any = None) -> dict[str, Any]:
    """Return what the script `stepperView` shows of an execution; see `recording_of` for what may be given.

    Raises ValueError for what is no execution. Make a `Playback` instead where its reader may ask for more.
    """
    return Playback(recording_of(execution, definition)).scene


class Playback:
    """A recording with its scene. Children of Map Runs are playbacks of their own, made when they are looked into."""

    def __init__(self, recording: Recording) -> None:
        self.story = Story(recording)

    @cached_property
    def scene(self) -> dict[str, Any]:
        """All that the script needs from the start."""
        return scene_from(self.story)

    def answer(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the script asks for: the scene of a child execution, or the whole document of an event.

        `asked` has `way`, numbers in pairs (a Map Run, a child in it) that lead to an execution from this one, and
        maybe `event`, the position of one of its events. What leads nowhere is answered with nothing but `asked`.
        """
        way, event = asked.get("way", []), asked.get("event")
        playback = self.at(way) if _is_way(way) else None
        if playback is None:
            return {"asked": dict(asked)}
        if event is None:
            return {"asked": dict(asked), "scene": playback.scene}
        if (
            isinstance(event, bool)
            or not isinstance(event, int)
            or not 0 <= event < len(playback.story.events)
        ):
            return {"asked": dict(asked)}
        return {"asked": dict(asked), "document": document_of(playback.story.events[event])[1]}

    def at(self, way: list[int]) -> "Playback | None":
        """Return the playback of an execution inside this one; None where the way leads to none that has begun."""
        if not way:
            return self
        try:
            child = child_of(self.story, way[0], way[1])
        except LookupError:
            return None
        return Playback(recording_of(child)).at(way[2:])


def _is_way(way: Any) -> bool:
    """Tell whether what came from a browser can be a way: whole numbers, in pairs, not too deep."""
    return (
        isinstance(way, list)
        and len(way) % 2 == 0
        and len(way) <= 2 * _DEEPEST
        and all(isinstance(each, int) and not isinstance(each, bool) and each >= 0 for each in way)
    )
