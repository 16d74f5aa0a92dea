"""The whole course at a glance: every module, what was done in it, and what comes next."""

from dataclasses import dataclass
from html import escape

from course.learner import Store
from course.progress import standing
from course.syllabus import Module, Syllabus
from course.widgets.lesson.assessment.standing import standing as assessments
from course.widgets.lesson.questions import QuizError, read
from course.widgets.tables import as_text
from course.widgets.view import View, figure
from course.widgets.words import count, number

__all__ = ["Row", "row_of", "whole_course"]

_COLUMNS = ("module", "title", "state", "exercises", "knowledge check")
_CAPTION = "Your progress in the course"


@dataclass(frozen=True)
class Row:
    """A module and what was done in it: points of the exercises that were tried, questions that were answered.

    `questions` is how many there are; `whole` tells whether all that was tried has its full points.
    """

    module: Module
    tried: int
    points: float
    maximum: float
    answered: int
    questions: int
    whole: bool

    @property
    def begun(self) -> bool:
        """Whether anything was done in the module."""
        return bool(self.tried or self.answered)

    @property
    def open(self) -> bool:
        """Whether the module can be opened, and something is left to do that the notes know of."""
        full = self.tried and self.whole and self.answered >= self.questions
        return self.module.ready and not full

    @property
    def state(self) -> str:
        """Sign and word."""
        if not self.module.ready:
            return "planned"
        if not self.begun:
            return "○ not begun"
        return "◐ begun" if self.open else "✓ all that was tried is full"

    @property
    def exercises(self) -> str:
        """What is known of the exercises, in words."""
        if not self.tried:
            return ""
        return f"{count(self.tried, 'exercise')}: {number(self.points)} of {number(self.maximum)} points"

    @property
    def check(self) -> str:
        """What is known of the knowledge check, in words."""
        return f"{self.answered} of {self.questions} answered" if self.answered else ""


def row_of(module: Module, notes: Store) -> Row:
    """Return what a learner's notes say about a module."""
    known = standing(module, notes)
    best = known["exercises"].values()
    try:
        questions = len(read(module.id).items)
    except QuizError:
        questions = 0
    return Row(
        module,
        len(best),
        sum(each["points"] for each in best),
        sum(each["maximum"] for each in best),
        known["answered"],
        questions,
        all(each["points"] >= each["maximum"] for each in best),
    )


def whole_course(course: Syllabus, notes: Store) -> View:
    """Show all modules in their order, with the points of what was tried, and say what comes next."""
    rows = [row_of(module, notes) for module in course.modules]
    said = [_summary(rows), assessments(notes), _next(rows)]
    cells = [[row.module.id, row.module.title, row.state, row.exercises, row.check] for row in rows]
    text = "\n".join([*said, as_text(_COLUMNS, cells, _CAPTION)])
    body = (
        f"<h3>{_CAPTION}</h3><p>{said[0]}</p><p>{escape(said[1])}</p>"
        f'<div class="course-note"><p><b>Next</b>: {escape(said[2].removeprefix("Next: "))}</p></div>'
        f'<div class="course-modules">{_table(rows)}</div>'
    )
    return figure(body, text, name="progress", sheets=("lesson",), label=_CAPTION)


def _summary(rows: list[Row]) -> str:
    begun = sum(row.begun for row in rows)
    points, maximum = sum(row.points for row in rows), sum(row.maximum for row in rows)
    ready = sum(row.module.ready for row in rows)
    sofar = f", with {number(points)} of {number(maximum)} points in what you tried" if maximum else ""
    return f"{count(len(rows), 'module')}, {ready} of them ready; you have begun {begun}{sofar}."


def _next(rows: list[Row]) -> str:
    """Name the first module with something left to do; one that was begun comes before one that was not."""
    left = sorted((row for row in rows if row.open), key=lambda row: not row.begun)
    if not left:
        return "Next: everything that is ready is done."
    row = left[0]
    doing = (
        "begin with its lesson"
        if not row.begun
        else "finish its exercises"
        if not row.tried or not row.whole
        else "answer its knowledge check"
    )
    return f"Next: {row.module.id.upper()}, {row.module.title}: {doing}."


def _table(rows: list[Row]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    body, part = [], ""
    for row in rows:
        if row.module.part_title != part:
            part = row.module.part_title
            body.append(
                f'<tr><th scope="rowgroup" colspan="{len(_COLUMNS)}">{escape(part.capitalize())}</th></tr>'
            )
        body.append(_row(row))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _row(row: Row) -> str:
    part = row.points / row.maximum if row.maximum else 0
    bar = (
        f'<span class="course-module-bar" aria-hidden="true"><span style="width:{100 * part:.0f}%"></span></span>'
        if row.tried
        else ""
    )
    muted = "" if row.module.ready else ' class="course-planned"'
    cells = (escape(row.module.id), escape(row.module.title), row.state, f"{row.exercises}{bar}", row.check)
    return f"<tr{muted}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
