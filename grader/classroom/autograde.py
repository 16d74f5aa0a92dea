"""Grading a class: many submissions at once, each to points or to a reason.

This process reads what was handed in and writes what comes of it; the cells run with the examiners (see `lanes`).
"""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from nbgrader.apps.api import NbGraderAPI

from grader.rooms.examiner.paper import Result

from .alone import alone
from .assignment import Assignment, Taken
from .course import ClassroomError, gradebook, not_entered, submitted_folders
from .lanes import Lanes, LocalLanes, examine_all, processors
from .notes import notes
from .obstacles import obstacle
from .table import one_line

__all__ = ["Outcome", "grade_class", "to_grade"]


@dataclass(frozen=True)
class Outcome:
    """What became of one submission: graded, or (`error`) why not; `seconds` of real time since it was taken in.

    `before`: all of it had been graded before, and nothing changed. `level`: how it was shut in.
    """

    learner: str
    seconds: float = 0.0
    error: str = ""
    before: bool = False
    level: str = ""

    def __str__(self) -> str:
        """Say it in words."""
        said = "graded before" if self.before else f"graded in {self.seconds:.1f} s"
        return one_line(f"{self.learner}: {self.error or said}")


def to_grade(course: NbGraderAPI, assignment: str, learner: str | None = None) -> list[str]:
    """Return who handed in, or the one `learner`. Raises ClassroomError where there is nothing to grade."""
    with gradebook(course) as book:
        if assignment not in {known.name for known in book.assignments}:
            raise not_entered(course, assignment)
    folders = submitted_folders(course, assignment)
    if learner is not None and learner not in folders:
        raise ClassroomError(f"`{learner}` has not handed in `{assignment}`.")
    if not folders:
        raise ClassroomError(
            f"Nobody has handed in `{assignment}`. Run `nbgrader collect {assignment}` first."
        )
    return list(folders) if learner is None else [learner]


def grade_class(
    course: NbGraderAPI,
    assignment: str,
    learner: str | None = None,
    *,
    exercise: str | None = None,
    force: bool = False,
    lanes: Lanes | int | None = None,
) -> Iterator[Outcome]:
    """Autograde the submissions of `assignment`, or the one of `learner`, and yield what became of each.

    What was examined before with the same answers and the same rubric is not examined again, unless `force`, or, of one
    `exercise` (``e2``), its grade cell. A run that is killed at any moment is completed by the next one. `lanes` are
    who examines (see `lanes`), or how many examiners on this machine: as many as processors unless told. Raises
    ClassroomError where there is nothing to grade, or nobody can go on.
    """
    learners = to_grade(course, assignment, learner)
    if lanes is None or isinstance(lanes, int):
        lanes = LocalLanes(lanes or processors(), certain=_is_new(course, assignment, learners))
    with (
        alone(Path(course.coursedir.format_path(course.coursedir.autograded_directory, ".", "."))),
        lanes as examiners,
        closing(Assignment(course, assignment)) as opened,
    ):
        if exercise is not None and exercise not in opened.exercises:
            named = ", ".join(opened.exercises)
            raise ClassroomError(f"`{assignment}` has no exercise `{exercise}`; it has: {named}.")
        run = _Run(opened, course.coursedir.db_url, anew=force or exercise is not None, exercise=exercise)
        for taken, result in examine_all(run.taken_in(learners), examiners):
            yield from run.failed()
            yield run.kept(taken, result)
        yield from run.failed()


def _is_new(course: NbGraderAPI, assignment: str, learners: list[str]) -> bool:
    """Tell whether somebody's submission was never graded."""
    where, place = course.coursedir.autograded_directory, course.coursedir.format_path
    return not all(Path(place(where, learner, assignment)).exists() for learner in learners)


class _Run:
    """One run through a class. Whatever is wrong with one submission is told of it, and costs no other one anything."""

    def __init__(self, assignment: Assignment, db_url: str, *, anew: bool, exercise: str | None) -> None:
        self._assignment = assignment
        self._db_url = db_url
        self._anew = anew
        self._exercise = exercise
        self._failed: list[Outcome] = []
        self._begun: dict[str, float] = {}

    def taken_in(self, learners: list[str]) -> Iterator[Taken]:
        """Yield the submissions that could be taken in; the others are told by `failed`."""
        for learner in learners:
            self._begun[learner] = time.perf_counter()
            try:
                _expect_text(learner)
                yield self._assignment.take_in(learner, anew=self._anew, exercise=self._exercise)
            except Exception as problem:  # noqa: BLE001  one submission never stops the others
                self._failed.append(self._outcome(learner, self._words("taken in", problem)))

    def kept(self, taken: Taken, result: Result | str | None) -> Outcome:
        """Write what came of a submission."""
        if isinstance(result, str):
            return self._outcome(taken.learner, f"No examiner could examine this: {result}.")
        try:
            is_new = self._assignment.keep(taken, result)
        except Exception as problem:  # noqa: BLE001  see above
            return self._outcome(taken.learner, self._words("entered", problem))
        level = str(notes(taken.notebook).get("level", ""))
        return self._outcome(taken.learner, before=not is_new, level=level)

    def failed(self) -> Iterator[Outcome]:
        """Yield, once, what became of those that could not be taken in."""
        while self._failed:
            yield self._failed.pop(0)

    def _outcome(self, learner: str, error: str = "", *, before: bool = False, level: str = "") -> Outcome:
        return Outcome(learner, time.perf_counter() - self._begun.pop(learner), error, before, level)

    def _words(self, what: str, problem: Exception) -> str:
        if isinstance(problem, ClassroomError):
            return str(problem)
        if why := obstacle(problem, self._db_url):
            return f"This could not be {what}: {why}"
        first = next(iter(str(problem).splitlines()), "no reason given")
        return (
            f"This could not be {what}: {type(problem).__name__}: {first}. "
            "Grade it again when that is put right."
        )


def _expect_text(learner: str) -> None:
    """Raise ClassroomError for a folder's name that no gradebook can hold: some archives, unpacked elsewhere, leave such names."""
    try:
        learner.encode()
    except UnicodeEncodeError:
        raise ClassroomError(
            "The name of this learner's folder is no text in UTF-8. Rename the folder to the learner's id, and grade it again."
        ) from None
