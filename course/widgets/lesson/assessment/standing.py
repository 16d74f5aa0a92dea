"""How far both forms of the assessment are, in a line for those who look at their progress."""

from course.learner import Store
from course.widgets.words import number

from .blueprint import FORMS
from .forms import Form, read
from .points import by_topic
from .taken import kept

__all__ = ["standing"]


def standing(notes: Store) -> str:
    """Return one line: of each form, whether it was begun, how many items are answered, and the points at its end."""
    said = "; ".join(_said(read(name), notes) for name in FORMS)
    return f"{said.capitalize()}."


def _said(form: Form, notes: Store) -> str:
    taken, most = kept(form, notes), len(form.items)
    if taken.finished:
        points = sum(by_topic(form, taken).values())
        return f"{form.title.lower()}: finished, {number(round(points, 1))} of {most} points"
    if taken.answers:
        return f"{form.title.lower()}: {taken.answered(form)} of {most} answered"
    return f"{form.title.lower()}: not begun"
