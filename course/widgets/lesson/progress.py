"""How far a learner is: in a module, best points of each exercise, the knowledge check, an assessment; or in the whole course."""

from collections.abc import Mapping
from typing import Any

from course import learner
from course.progress import standing
from course.syllabus import Module, syllabus
from course.widgets.lesson.assessment.standing import forms_of
from course.widgets.lesson.course_progress import whole_course
from course.widgets.lesson.questions import QuizError, read, score
from course.widgets.tables import as_html, as_text
from course.widgets.view import View, figure, kindly
from course.widgets.words import number

__all__ = ["progress", "rows_of"]

_COLUMNS = ("what", "state", "best")


@kindly('the id of a module: "m05"; or nothing, for the whole course')
def progress(module: str | None = None, exercises: Mapping[str, str] | None = None) -> View:
    """Show what has been done in a module, or in the whole course where none is named.

    `exercises` names those of the module (id: title); else those that were tried are shown.
    """
    if module is None:
        return whole_course(syllabus(), learner.notes())
    found = syllabus().module(module.lower())
    rows = rows_of(found, learner.notes(), exercises or {})
    caption = f"Your progress: {found.title}"
    return figure(
        as_html(_COLUMNS, rows, caption), as_text(_COLUMNS, rows, caption), name="progress", label=caption
    )


def rows_of(module: Module, notes: learner.Store, exercises: Mapping[str, str]) -> list[list[str]]:
    """Return a row (what, state, best) for each exercise, the knowledge check and an assessment, from a learner's notes."""
    tried = standing(module, notes)["exercises"]
    titles = {**{name: name for name in tried}, **exercises}
    rows = [_exercise(title, tried.get(name)) for name, title in titles.items()]
    return [
        *(rows or [["exercises", "○ not tried yet", ""]]),
        *_quiz(module, notes),
        *forms_of(module.id, notes),
    ]


def _exercise(title: str, best: dict[str, float] | None) -> list[str]:
    if best is None:
        return [title, "○ not tried yet", ""]
    points, maximum = best["points"], best["maximum"]
    state = "✓ done" if maximum and points >= maximum else "◐ begun"
    return [title, state, f"{number(points)} of {number(maximum)} points"]


def _quiz(module: Module, notes: learner.Store) -> list[list[str]]:
    try:
        questions = read(module.id).items
    except QuizError:
        return []
    if not questions:  # its knowledge check is an assessment
        return []
    answers: dict[str, Any] = notes.get(f"quiz/{module.id}", {})
    done = sum(bool(answers.get(question.id)) for question in questions)
    state = "○ not tried yet" if not done else "✓ done" if done == len(questions) else "◐ begun"
    return [["knowledge check", state, score(questions, answers) if done else ""]]
