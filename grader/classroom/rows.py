"""A class, a row a learner: the gradebook's points, and a reason in words wherever a number alone would puzzle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from nbgrader.api import Assignment, MissingEntry, Student
from nbgrader.apps.api import NbGraderAPI

from .course import gradebook, not_entered, submitted_folders
from .examined import Examined, examined, left_out
from .marks import exercise_of
from .notes import notes
from .shelf import graded_notebook

__all__ = ["NOT_GRADED", "Person", "Row", "rows"]

NOT_GRADED = "Not graded. `python -m grader autograde` grades it, or says why it cannot."

State = Literal["graded", "ungradable", "waiting", "nothing"]


@dataclass(frozen=True)
class Person:
    """What the gradebook knows of a learner beside the id; each may be empty. `lms`: the id in a learning platform."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms: str = ""


@dataclass(frozen=True)
class Row:
    """One learner. `state`: "graded", "ungradable" (0 points, the reason is in `remarks`), "waiting" or "nothing".

    `points` by exercise (``e1``); `penalty` is taken off the `total` for lateness. By exercise, too: `maxima`, what the
    examiner found (`examined`), and why a grade cell was `left_out`. `level` says how the submission was shut in.
    """

    learner: str
    state: State
    points: dict[str, float]
    total: float
    maximum: float
    seconds_late: float = 0.0
    remarks: tuple[str, ...] = ()
    penalty: float = 0.0
    person: Person = field(default_factory=Person)
    maxima: Mapping[str, float] = field(default_factory=dict)
    examined: Mapping[str, Examined] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    level: str = ""

    @property
    def has_grade(self) -> bool:
        """Whether there is a number to enter elsewhere: also 0 for what could not be graded."""
        return self.state in ("graded", "ungradable")

    @property
    def grade(self) -> float:
        """The points that count: the total without the penalty, never below nought."""
        return round(max(0.0, self.total - self.penalty), 2)


def rows(course: NbGraderAPI, assignment: str) -> list[Row]:
    """Return a row for each learner known to the gradebook or among those who handed in, in the order of their ids.

    Points are by exercise (``e1``), as the gradebook has them: a manual grade counts before an automatic one.
    """
    handed_in = submitted_folders(course, assignment)
    with gradebook(course) as book:
        try:
            found = book.find_assignment(assignment)
        except MissingEntry:
            raise not_entered(course, assignment) from None
        people = {student.id: _person(student) for student in book.students}
        submissions = {one.student_id: one for one in found.submissions}
        blank = _blank(found)
        return [
            replace(_row(course, found, blank, one, submissions.get(one)), person=people.get(one, Person()))
            if one in handed_in or one in submissions
            else replace(
                blank, learner=one, remarks=("Nothing was handed in.",), person=people.get(one, Person())
            )
            for one in sorted({*people, *handed_in})
        ]


def _row(course: NbGraderAPI, assignment: Assignment, blank: Row, learner: str, submission: Any) -> Row:
    notebook = graded_notebook(course, assignment.name, learner)
    if submission is None or notebook is None or not notes(notebook).get("graded"):
        return replace(blank, learner=learner, state="waiting", remarks=(NOT_GRADED,))
    grades = {exercise_of(grade.cell.name): grade for one in submission.notebooks for grade in one.grades}
    said = notes(notebook)
    found = examined(notebook, blank.points)
    return replace(
        blank,
        learner=learner,
        state="ungradable" if said.get("problem") else "graded",
        points={name: float(grades[name].score or 0.0) if name in grades else 0.0 for name in blank.points},
        total=float(submission.score),
        seconds_late=float(submission.total_seconds_late),
        remarks=(*said.get("remarks", ()), *_by_hand(grades), *_broken(found)),
        penalty=float(sum(one.late_submission_penalty or 0.0 for one in submission.notebooks)),
        examined=found,
        left_out=left_out(notebook, blank.points),
        level=str(said.get("level", "")),
    )


def _by_hand(grades: Mapping[str, Any]) -> Iterator[str]:
    """Yield what there is to say of grades by hand: the examiner's report tells of other points."""
    for name, grade in grades.items():
        if grade.extra_credit:
            yield f"{name} was given {grade.extra_credit:g} points more by hand, as extra credit."
        if grade.manual_score is not None:
            again = (
                " It was graded again since: look whether that still holds."
                if grade.needs_manual_grade
                else ""
            )
            yield (
                f"{name} was given {grade.manual_score:g} points by hand, in place of {grade.auto_score or 0:g}.{again}"
            )


def _broken(found: Mapping[str, Examined]) -> Iterator[str]:
    """Yield what there is to say where a check of the course broke, which takes points that nobody lost."""
    for name, each in found.items():
        if each.defect:
            yield (
                f"{name} has no points because the course's own check broke: {each.defect}. "
                "Have it mended and grade again, or give points by hand."
            )


def _blank(assignment: Assignment) -> Row:
    """Return the row of somebody who handed in nothing."""
    maxima = {
        exercise_of(cell.name): float(cell.max_score)
        for one in assignment.notebooks
        for cell in one.grade_cells
    }
    return Row("", "nothing", dict.fromkeys(maxima, 0.0), 0.0, float(assignment.max_score), maxima=maxima)


def _person(student: Student) -> Person:
    known = (student.first_name, student.last_name, student.email, student.lms_user_id)
    return Person(*(str(each or "") for each in known))
