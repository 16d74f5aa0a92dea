"""What the page gets of an item before the end: the question and what can be answered, and nothing of what is right."""

from typing import Any

from course import learner
from course.widgets.lesson.questions import shuffled
from course.widgets.prose import inline, prose

from .blueprint import blueprint
from .figures import figure_of
from .forms import Form, Item
from .placing import NOWHERE, Placing

__all__ = ["asked", "places_of", "rows_of", "task_of", "topic_of"]


def asked(form: Form, item: Item) -> dict[str, Any]:
    """Return an item for the page; options, rows and places in this learner's order."""
    figure, _ = figure_of(item)
    what = {
        "id": item.id,
        "topic": topic_of(item),
        "html": prose(item.asked.text) + figure,
        "task": task_of(item),
        "number": form.items.index(item) + 1,
    }
    if isinstance(item.asked, Placing):
        rows = [{"at": at, "html": inline(item.asked.rows[at].text)} for at in rows_of(item.asked)]
        places = [{"at": at, "words": item.asked.places[at]} for at in places_of(item.asked)]
        return what | {"rows": rows, "places": places, "nowhere": NOWHERE}
    options = [{"at": at, "html": inline(item.asked.options[at].text)} for at in shuffled(item.asked)]
    return what | {"options": options, "choose": item.asked.choose}


def task_of(item: Item) -> str:
    """Say what is to be done with an item."""
    if isinstance(item.asked, Placing):
        return (
            "give each step its place, 1 is the first" if item.asked.in_order else "choose for each what fits"
        )
    return "choose one" if item.asked.choose == 1 else f"choose {item.asked.choose}"


def topic_of(item: Item) -> str:
    """Return the title of an item's topic."""
    return next(topic.title for topic in blueprint().topics if topic.id == item.topic)


def rows_of(placing: Placing) -> list[int]:
    """Return the positions of the rows in this learner's order, always the same for the same learner."""
    return _shuffled(placing.id, len(placing.rows))


def places_of(placing: Placing) -> list[int]:
    """Return the positions of the places: numbers as they are, targets in this learner's order."""
    many = len(placing.places)
    return list(range(many)) if placing.in_order else _shuffled(f"{placing.id}/places", many)


def _shuffled(name: str, many: int) -> list[int]:
    order = list(range(many))
    learner.variant_rng(name).shuffle(order)
    return order
