"""The events as the script gets them: columns, not rows; texts by their position."""

from course.widgets.state_machine import pointer

from .events import Event
from .story import Story
from .telling import tell
from .texts import Texts

__all__ = ["columns_of"]

# Of each document, so many characters come along; the script asks for the whole of one when somebody wants it.
_SHORTEST, _LONGEST, _ALL_TOGETHER = 80, 400, 2_000_000

_FIELDS = ("id", "previous", "type", "state", "line", "where", "said", "label", "shown", "size")


def columns_of(story: Story, events: tuple[Event, ...], texts: Texts, states: Texts) -> dict[str, list[int]]:
    """Return a column for each thing that is told of events.

    `state` is -1 for what happens to no state; `shown` is the beginning of the document, `size` its whole length.
    """
    longest = max(_SHORTEST, min(_LONGEST, _ALL_TOGETHER // len(events)))
    columns: dict[str, list[int]] = {name: [] for name in _FIELDS}
    for event in events:
        place, told = story.place(event), tell(story, event)
        row = (
            event.id,
            event.previous,
            texts.of(event.type),
            states.of(pointer(place.stay.path)) if place.stay else -1,
            place.line.index,
            texts.of(told.where),
            texts.of(told.sentence),
            texts.of(told.label),
            texts.of(told.document[:longest]),
            len(told.document),
        )
        for name, value in zip(_FIELDS, row, strict=True):
            columns[name].append(value)
    return columns
