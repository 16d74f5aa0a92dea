"""Grading a class, one submission after the other, each to points or to a reason."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.utils import capture_log

from .course import ClassroomError, gradebook, submitted_folders, without_database_warnings
from .intake import notes

__all__ = ["Outcome", "grade_class", "graded_notebook"]


@dataclass(frozen=True)
class Outcome:
    """What became of one submission: graded, or (`error`) why not; `seconds` of real time, 0 if graded before."""

    learner: str
    seconds: float = 0.0
    error: str = ""


def grade_class(
    course: NbGraderAPI, assignment: str, learner: str | None = None, *, force: bool = False
) -> Iterator[Outcome]:
    """Autograde the submissions of `assignment`, or the one of `learner`, and yield what became of each.

    What was graded completely is passed over unless `force`, or unless a newer submission came in; what an
    interrupted run left behind is graded again. Raises ClassroomError where there is nothing to grade.
    """
    with gradebook(course) as book:
        if assignment not in {known.name for known in book.assignments}:
            raise ClassroomError(
                f"The gradebook has no assignment `{assignment}`. Run `nbgrader generate_assignment {assignment}` first."
            )
    folders = submitted_folders(course, assignment)
    if learner is not None and learner not in folders:
        raise ClassroomError(f"`{learner}` has not handed in `{assignment}`.")
    if not folders:
        raise ClassroomError(
            f"Nobody has handed in `{assignment}`. Run `nbgrader collect {assignment}` first."
        )
    for one in folders if learner is None else [learner]:
        started = time.perf_counter()
        anew = force or _is_half_done(course, assignment, one)
        error = _autograde(course, assignment, one, force=anew)
        yield Outcome(one, time.perf_counter() - started, error)


def graded_notebook(course: NbGraderAPI, assignment: str, learner: str) -> nbformat.NotebookNode | None:
    """Return the autograded notebook of `learner`, or None where there is none that can be read."""
    directory = course.coursedir
    folder = Path(directory.format_path(directory.autograded_directory, learner, assignment))
    with suppress(OSError, ValueError):
        found: nbformat.NotebookNode = nbformat.read(folder / f"{assignment}.ipynb", as_version=4)
        return found
    return None


class _AutogradeOne(Autograde):  # type: ignore[misc]
    """nbgrader's converter for one submission, also when its folder holds no notebook at all."""

    def init_notebooks(self) -> None:
        assignment = self.coursedir.assignment_id
        folder = self._format_source(assignment, self.coursedir.student_id)
        self.assignments = {folder: [str(Path(folder) / f"{assignment}.ipynb")]}


def _autograde(course: NbGraderAPI, assignment: str, learner: str, *, force: bool) -> str:
    directory = course.coursedir
    before = directory.assignment_id, directory.student_id
    directory.assignment_id, directory.student_id = assignment, learner
    try:
        converter = _AutogradeOne(coursedir=directory, parent=course.parent)
        converter.force = force
        with without_database_warnings():
            result = capture_log(converter)
    finally:
        directory.assignment_id, directory.student_id = before
    return "" if result["success"] else _reason(result)


def _reason(result: dict[str, str]) -> str:
    # nbgrader tells of one failed submission in its log only, as a traceback whose last line has the reason.
    log = result.get("log", "") + result["error"]
    raised = [
        line.strip() for line in log.splitlines() if re.match(r"\s*[\w.]+(Error|Exception|Exit): ", line)
    ]
    told = [line for line in raised if NbGraderException.__name__ not in line]
    return f"nbgrader could not take this in: {(told or raised or ['it gives no reason'])[-1]}"


def _is_half_done(course: NbGraderAPI, assignment: str, learner: str) -> bool:
    notebook = graded_notebook(course, assignment, learner)
    return notebook is None or not notes(notebook).get("graded")
