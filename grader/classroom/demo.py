"""Making a demonstration class in a folder of its own, and comparing its grades with what each member deserves."""

import csv
import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.apps.api import NbGraderAPI

from course.syllabus import module_of
from grader import rubrics

from .cast import CAST, MISHAPS, Member
from .course import ClassroomError, gradebook
from .marks import exercise_of, grade_id, is_answer, is_graded, marks
from .rows import Row

__all__ = [
    "ASSIGNMENT",
    "CELL_SECONDS",
    "Deserved",
    "Source",
    "differences",
    "make_class",
    "make_whole_class",
    "open_assignment",
]

Deserved = dict[str, dict[str, float]]  # by learner, by exercise

ASSIGNMENT = "m05_publish_subscribe"
# A class made to be looked at need not wait a minute for the cell that never ends; the others take a few seconds.
CELL_SECONDS = 30
DUE = datetime(2025, 3, 8, 18, 0)  # noqa: DTZ001 - nbgrader keeps naive times, in UTC
IN_TIME, TOO_LATE = "2025-03-08 09:00:00.000000 UTC", "2025-03-09 07:30:00.000000 UTC"
UNGRADABLE = ("missing", "truncated")
LOOP = "while True:\n    pass"


@dataclass(frozen=True)
class Source:
    """What a class is made from: the course's folder, an assignment, and its stored answers by exercise."""

    course: Path
    assignment: str = ASSIGNMENT

    @property
    def answers(self) -> Path:
        """The folder of stored answers of the assignment's module."""
        return self.course / "tests" / "answers" / self.module

    @property
    def module(self) -> str:
        """The id of the assignment's module: ``m05``."""
        return module_of(self.assignment)

    def notebook(self, kind: str) -> NotebookNode:
        """Return the assignment's notebook of `kind`, "solutions" or "exercises"."""
        path = self.course / kind / self.assignment / f"{self.assignment}.ipynb"
        if not path.is_file():
            raise ClassroomError(
                f"`{path}` is not there. Run `python -m grader build` in the course's folder first."
            )
        found: NotebookNode = nbformat.read(path, as_version=4)
        return found


def make_class(folder: Path, source: Source, cast: Sequence[Member] = CAST) -> Deserved:
    """Make the course and its submissions in the new `folder`; return (and write down) the points that each deserves.

    The same source gives the same files. Raises ClassroomError where `folder` is in use or an answer is missing.
    """
    _is_new(folder)
    expected = _one_assignment(folder, source, cast)
    _configure(folder, source.course)
    _write_expected(folder / "expected.csv", expected, cast)
    return expected


def make_whole_class(folder: Path, casts: Mapping[Source, Sequence[Member]]) -> dict[str, Deserved]:
    """Make a course of many assignments, each with who handed in; return what each deserves, by assignment.

    It is written down in the folder ``expected``. Raises as `make_class` does.
    """
    _is_new(folder)
    (folder / "expected").mkdir(parents=True)
    made = {}
    for source, cast in casts.items():
        made[source.assignment] = _one_assignment(folder, source, cast)
        _write_expected(folder / "expected" / f"{source.assignment}.csv", made[source.assignment], cast)
        _configure(folder, source.course)
    return made


def open_assignment(course: NbGraderAPI, assignment: str) -> None:
    """Enter the assignment and its due date into the class's gradebook. Raises ClassroomError where nbgrader cannot."""
    result = course.generate_assignment(assignment)
    if not result["success"]:
        raise ClassroomError(
            f"nbgrader could not generate `{assignment}`:\n{result.get('log', result['error'])}"
        )
    with gradebook(course) as book:
        book.update_or_create_assignment(assignment, duedate=DUE)


def differences(rows: Sequence[Row], expected: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield a sentence for each learner whose points are not the deserved ones, or who is missing."""
    found = {row.learner: row.points for row in rows}
    for learner in sorted({*found, *expected}):
        if found.get(learner) != expected.get(learner):
            yield f"{learner}: {found.get(learner)} where {expected.get(learner)} is deserved"


def _is_new(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise ClassroomError(f"`{folder}` is not empty. Name a new folder for the class.")


def _configure(folder: Path, course: Path) -> None:
    config = (course / "nbgrader_config.py").read_text(encoding="utf-8")
    seconds = f"get_config().Execute.timeout = {CELL_SECONDS}  # noqa: F821\n"
    (folder / "nbgrader_config.py").write_text(config + seconds, encoding="utf-8")


def _one_assignment(folder: Path, source: Source, cast: Sequence[Member]) -> Deserved:
    for kind in ("solutions", "exercises"):
        source.notebook(kind)
        shutil.copytree(source.course / kind / source.assignment, folder / kind / source.assignment)
    return {member.learner: _hand_in(folder, source, member) for member in cast}


def _hand_in(folder: Path, source: Source, member: Member) -> dict[str, float]:
    released, solved = source.notebook("exercises"), source.notebook("solutions")
    maximum = {
        exercise_of(grade_id(cell)): float(marks(cell)["points"]) for cell in solved.cells if is_graded(cell)
    }
    references = _answer_cells(solved)
    points = {}
    for exercise, cell in _answer_cells(released).items():
        kind = member.answers.get(exercise, member.others)
        if kind == "reference":
            cell.source = _written_by(member, source, exercise, references[exercise].source)
            points[exercise] = maximum[exercise]
        elif kind == "untouched":
            points[exercise] = 0.0
        elif kind == "loop":
            cell.source, points[exercise] = LOOP, 0.0
        else:
            stored = _stored(source, exercise, kind)
            text = rubrics.whole(stored.read_text(encoding="utf-8"), references[exercise].source)
            cell.source = _written_by(member, source, exercise, text)
            points[exercise] = float(stored.name[:2])
    submitted = folder / "classroom" / "submitted" / member.learner / source.assignment
    submitted.mkdir(parents=True)
    MISHAPS[member.mishap](submitted, source.assignment, released)
    (submitted / "timestamp.txt").write_text(TOO_LATE if member.late else IN_TIME, encoding="utf-8")
    # `nbgrader submit` adds such a word, by which a learner finds the feedback.
    secret = hashlib.sha512(member.learner.encode()).hexdigest()
    (submitted / "submission_secret.txt").write_text(secret, encoding="utf-8")
    return dict.fromkeys(points, 0.0) if member.mishap in UNGRADABLE else points


def _answer_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    return {exercise_of(grade_id(cell)): cell for cell in notebook.cells if is_answer(cell)}


def _written_by(member: Member, source: Source, exercise: str, text: str) -> str:
    # Answers hold the author's values where a task shows a learner's own.
    identifier = f"{source.module}.{exercise}"
    if identifier not in rubrics.ids(source.module):
        return text
    return rubrics.for_learner(text, rubrics.exercise(identifier), member.learner)


def _stored(source: Source, exercise: str, kind: str) -> Path:
    found = source.answers.glob(f"{exercise}_*/*_{kind}_*.py")
    # Best points first; the reference is in the class already.
    ranked = sorted(found, key=lambda path: ("reference" in path.name, -int(path.name[:2]), path.name))
    if not ranked:
        raise ClassroomError(f"`{source.answers}` holds no answer to {exercise} whose file name says {kind}.")
    return ranked[0]


def _write_expected(path: Path, expected: dict[str, dict[str, float]], cast: Sequence[Member]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["learner", *next(iter(expected.values())), "total", "story"])
        for member in cast:
            points = expected[member.learner]
            writer.writerow([member.learner, *points.values(), sum(points.values()), member.story])
