"""How far the forms of the assessment are, for those who look at their progress: in a line, or in rows of a module."""

from course.learner import Store
from course.widgets.words import number

from .blueprint import FORMS, blueprint
from .forms import Form, read
from .points import by_topic
from .taken import Taken, kept

__all__ = ["forms_of", "standing"]


def standing(notes: Store) -> str:
    """Return one line: of each form, whether it was begun, how many items are answered, and the points at its end."""
    said = "; ".join(_said(read(name), notes) for name in FORMS)
    return f"{said.capitalize()}."


def forms_of(module: str, notes: Store) -> list[list[str]]:
    """Return a row (what, state, how far) for each form that is taken in a module."""
    forms = [read(name) for name, taken_in in blueprint().taken_in.items() if taken_in == module]
    return [[form.title.lower(), *_state(form, notes)] for form in forms]


def _state(form: Form, notes: Store) -> list[str]:
    taken = kept(form, notes)
    if taken.finished:
        return ["✓ done", _points(form, taken)]
    if taken.answers:
        return ["◐ begun", f"{taken.answered(form)} of {len(form.items)} answered"]
    return ["○ not tried yet", ""]


def _said(form: Form, notes: Store) -> str:
    taken = kept(form, notes)
    if taken.finished:
        return f"{form.title.lower()}: finished, {_points(form, taken)}"
    if taken.answers:
        return f"{form.title.lower()}: {taken.answered(form)} of {len(form.items)} answered"
    return f"{form.title.lower()}: not begun"


def _points(form: Form, taken: Taken) -> str:
    return f"{number(round(sum(by_topic(form, taken).values()), 1))} of {len(form.items)} points"
