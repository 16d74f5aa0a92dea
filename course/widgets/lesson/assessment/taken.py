"""A learner's answers to a form: from the page, from the notes, from a file; only what can be an answer is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from course.learner import Store
from course.widgets.lesson.questions import Question

from .forms import Form, Item
from .placing import NOWHERE, Placing

__all__ = ["Taken", "kept", "missing", "sound"]


@dataclass(frozen=True)
class Taken:
    """Answers by item: the positions of chosen options, or a place for each row.

    `finished`: the learner has ended it; `at`: the item where they are, counted from 0.
    """

    answers: Mapping[str, Sequence[int]] = field(default_factory=dict)
    finished: bool = False
    at: int = 0

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {
            "answers": {name: list(given) for name, given in self.answers.items()},
            "finished": self.finished,
            "at": self.at,
        }

    def answered(self, form: Form) -> int:
        """Return how many items have a whole answer."""
        return sum(not missing(item, self.answers.get(item.id, ())) for item in form.items)


def sound(form: Form, content: Any) -> Taken:
    """Return what of `content` can be answers to a form: items, options and places that exist, nothing else."""
    if not isinstance(content, dict):
        return Taken()
    given = content.get("answers")
    answers = {
        item.id: found
        for item in form.items
        if isinstance(given, dict) and (found := _positions(item.asked, given.get(item.id)))
    }
    at = content.get("at")
    within = at if type(at) is int and 0 <= at < len(form.items) else 0
    return Taken(answers, content.get("finished") is True, within)


def kept(form: Form, notes: Store) -> Taken:
    """Return what a learner's notes hold of a form."""
    return sound(form, notes.get(f"assessment/{form.name}", {}))


def missing(item: Item, given: Sequence[int]) -> str:
    """Say what is missing in an answer; nothing where it is whole."""
    if not given:
        return "open"
    if isinstance(item.asked, Placing):
        return item.asked.problem(given)
    choose = item.asked.choose
    return "" if len(given) == choose else f"choose {choose}; you have chosen {len(given)}"


def _positions(asked: Question | Placing, given: Any) -> list[int]:
    if not isinstance(given, list) or not all(type(at) is int for at in given):
        return []
    if isinstance(asked, Placing):
        if len(given) != len(asked.rows) or not all(NOWHERE <= at < len(asked.places) for at in given):
            return []
        return given if any(at != NOWHERE for at in given) else []
    return sorted({at for at in given if 0 <= at < len(asked.options)})
