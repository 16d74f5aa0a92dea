"""The whole course at a glance: the map of its modules, where the learner stands on it, and what comes next."""

import math
from html import escape
from itertools import groupby

from course.learner import Store
from course.syllabus import Syllabus
from course.widgets.lesson.assessment.standing import standing as assessments
from course.widgets.lesson.course_map import Links, drawn_map
from course.widgets.lesson.course_standing import SIGNS, Row, Step, next_step, row_of
from course.widgets.prose import inline
from course.widgets.view import View, figure
from course.widgets.words import count, number

__all__ = ["whole_course"]

_CAPTION = "Your way through the course"
_WORDS = {"done": "done", "begun": "begun", "new": "not begun", "planned": "planned"}
_DONE = "Everything is done. `course certificate mine.html`, in a terminal, writes a page of what you have proven."


def whole_course(course: Syllabus, notes: Store, links: Links | None = None) -> View:
    """Show all modules in their order, with what was done in them, and say what comes next, with links to all of it."""
    links = links or Links.from_here(course)
    rows = [row_of(module, notes) for module in course.modules]
    step = next_step(rows)
    ready = [row for row in rows if row.state != "planned"]
    said = [_summary(ready), assessments(notes)]
    text = "\n".join([_CAPTION, *said, _next_in_words(step), "", *_lines(rows, step)])
    body = (
        f"<h3>{_CAPTION}</h3><p>{said[0]}</p>{_bar(ready)}"
        f"{_next(step, links)}{drawn_map(rows, step, links)}"
        f'<p class="course-muted">{escape(said[1])}</p>'
    )
    return figure(body, text, name="progress", sheets=("lesson", "course_map"), label=_CAPTION)


def _summary(rows: list[Row]) -> str:
    modules = f"{sum(row.state == 'done' for row in rows)} of {count(len(rows), 'module')} done"
    exercises = (
        f"{sum(row.full for row in rows)} of {count(sum(len(row.exercises) for row in rows), 'exercise')}"
    )
    left = math.ceil(sum(_hours_left(row) for row in rows))
    rest = f"; about {count(left, 'hour')} to go" if left else ""
    return f"{modules}, {exercises}{rest}."


def _hours_left(row: Row) -> float:
    if row.state == "done":
        return 0
    return row.module.hours * (
        1 - row.full / (len(row.exercises) or 1) * 0.75
    )  # a lesson is the other quarter


def _bar(rows: list[Row]) -> str:
    full, every = sum(row.full for row in rows), sum(len(row.exercises) for row in rows) or 1
    share = 100 * full / every
    return f'<div class="course-trail-bar" aria-hidden="true"><span style="width:{share:.0f}%"></span></div>'


def _next_in_words(step: Step | None) -> str:
    if step is None:
        return f"Next: {_DONE}"
    return f"Next: {step.module.id.upper()}, {step.module.title}: {step.words}."


def _next(step: Step | None, links: Links) -> str:
    if step is None:
        return f'<div class="course-note course-good"><p><b>✓</b> {inline(_DONE)}</p></div>'
    named = f"<b>Next: {step.module.id.upper()}, {escape(step.module.title)}.</b> {escape(step.words[0].upper() + step.words[1:])}."
    opens = "Open the lesson" if step.place == "lesson" else "Open the exercise"
    link = links.to(step.module, step.place, opens, step.heading)
    return f'<div class="course-note course-trail-next"><p>{named}</p><p>{link}</p></div>'


def _lines(rows: list[Row], step: Step | None) -> list[str]:
    """The map in words: a line for each module, under the name of its stretch of the way."""
    said = []
    for stage, members in groupby(rows, key=lambda row: row.module.stage):
        said.append(f"{stage.capitalize()}:")
        said += [f"  {_line(row, step)}" for row in members]
    return said


def _line(row: Row, step: Step | None) -> str:
    here = ", and you are here" if step and step.module is row.module else ""
    after = f"; builds on {', '.join(row.module.builds_on)}" if row.module.builds_on else ""
    return (
        f"{row.module.id} {SIGNS[row.state]} {row.module.title}: {_WORDS[row.state]}{here}; "
        f"{row.full} of {count(len(row.exercises), 'exercise')}{row.check}; {number(row.module.hours)} hours{after}"
    )
