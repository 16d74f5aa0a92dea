"""The answers to the pre- and the post-assessment that came with submissions, read whatever is in the files.

Nothing is graded by them, and nothing that stands in a file is believed but answers: points are counted here.
"""

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI

from course.syllabus import syllabus
from course.widgets.lesson.assessment.blueprint import FORMS, blueprint
from course.widgets.lesson.assessment.forms import Form, read
from course.widgets.lesson.assessment.handed_in import FILE
from course.widgets.lesson.assessment.points import by_topic
from course.widgets.lesson.assessment.taken import Taken, sound
from grader.classroom.course import submitted_folders
from grader.classroom.submission import is_linked

__all__ = ["AssessmentError", "Points", "answers_in", "points_of_class"]

# A whole file has less than three thousand.
MOST_BYTES = 100_000

# By learner, then by topic.
Points = dict[str, dict[str, float]]


class AssessmentError(Exception):
    """A file of answers is not counted; the text says why, for an instructor."""


@dataclass(frozen=True)
class _Read:
    """What was handed in of a form: points of those who have finished, and a sentence about each other file."""

    points: Points
    remarks: tuple[str, ...]


def points_of_class(course: NbGraderAPI) -> tuple[dict[str, Points], tuple[str, ...]]:
    """Return the points of each form, `pre` and `post`, and remarks on files that are not counted."""
    found = {name: _of_form(course, read(name)) for name in FORMS}
    remarks = tuple(remark for each in found.values() for remark in each.remarks)
    return {name: each.points for name, each in found.items()}, remarks


def answers_in(folder: Path, form: Form) -> Taken | None:
    """Return the answers to a form in a submitted folder, None where there is no file. Raises AssessmentError."""
    if is_linked(folder):
        raise AssessmentError("the folder that was handed in is a link to another one")
    text = _text(folder / FILE)
    if text is None:
        return None
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise AssessmentError("it is no JSON") from None
    if not isinstance(content, dict) or not isinstance(content.get("answers"), dict):
        raise AssessmentError("it is JSON, but holds no answers")
    if content.get("assessment") != form.name:
        raise AssessmentError(f"it holds no answers to the {form.title.lower()}")
    return sound(form, content)


def _of_form(course: NbGraderAPI, form: Form) -> _Read:
    stem = syllabus().module(blueprint().taken_in[form.name]).stem
    points, remarks = {}, []
    for learner, folder in submitted_folders(course, stem).items():
        try:
            taken = answers_in(folder, form)
        except AssessmentError as problem:
            remarks.append(f"{learner}: `{FILE}` in {stem} is not counted: {problem}.")
            continue
        if taken is not None and taken.finished:
            points[learner] = by_topic(form, taken)
        elif taken is not None:
            many = f"{taken.answered(form)} of {len(form.items)} items answered"
            remarks.append(f"{learner}: the {form.title.lower()} is not finished, and not counted: {many}.")
    return _Read(points, tuple(remarks))


def _text(path: Path) -> bytes | None:
    """Return what a file of a learner's holds; nothing but a plain file of reasonable size is opened."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise AssessmentError(f"it cannot be opened ({problem.strerror})") from None
    if stat.S_ISLNK(found.st_mode):
        raise AssessmentError("it is a link to another file")
    if not stat.S_ISREG(found.st_mode):
        raise AssessmentError("it is no file")
    return _content(path)


def _content(path: Path) -> bytes:
    # What was looked at may be another file by now: a link is not followed, and no more is read than would be counted.
    flags: Any = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise AssessmentError(f"it cannot be read ({problem.strerror})") from None
    if len(content) > MOST_BYTES:
        raise AssessmentError(f"it is larger than {MOST_BYTES // 1000} kB")
    return content
