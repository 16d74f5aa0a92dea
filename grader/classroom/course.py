"""Opening a course as nbgrader does: by the configuration found in its folder."""

import contextlib
import logging
import sys
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, InvalidEntry
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from course.syllabus import syllabus

from .nearest import no_such_assignment
from .obstacles import obstacle
from .times import TimeError, handed_in_at

__all__ = [
    "ClassroomError",
    "Directory",
    "expect_assignment",
    "gradebook",
    "handed_in",
    "not_entered",
    "open_course",
    "opening",
    "released_notebook",
    "submitted_folders",
    "without_database_warnings",
]


class ClassroomError(Exception):
    """A command about a class cannot be carried out; the text says why and what to do."""


def open_course(root: Path) -> NbGraderAPI:
    """Return nbgrader's interface to the course in the folder `root`. Raises ClassroomError where there is none."""
    if not (root / "nbgrader_config.py").is_file():
        raise ClassroomError(
            f"`{root}` is not a course: it holds no nbgrader_config.py. Run this in the course's folder."
        )
    search_path = list(sys.path)
    with contextlib.chdir(root):
        app = NbGrader()
        app.log = logging.getLogger("grader.classroom.nbgrader")
        app.log.propagate = False
        app.initialize([])
        app.coursedir = Directory(parent=app)
    sys.path[:] = search_path
    return NbGraderAPI(app.coursedir, parent=app)


class Directory(CourseDirectory):  # type: ignore[misc]
    """nbgrader's folder of a course, in which an unreadable time of submission is no time."""

    @classmethod
    def like(cls, other: CourseDirectory) -> "Directory":
        """Return one with the settings of another."""
        made = cls(parent=other.parent)
        for name in other.trait_names(config=True):
            setattr(made, name, getattr(other, name))
        return made

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        with contextlib.suppress(TimeError):
            return handed_in_at(Path(dest_path))
        return None


@contextlib.contextmanager
def gradebook(course: NbGraderAPI) -> Iterator[Gradebook]:
    """Open the course's gradebook, and close it at the end of the block. Raises ClassroomError where others have it."""
    url, course_id = course.coursedir.db_url, course.coursedir.course_id
    with without_database_warnings(), opening(url), Gradebook(url, course_id) as book:
        yield book


@contextlib.contextmanager
def opening(db_url: str) -> Iterator[None]:
    """Let what keeps the block from the gradebook be a ClassroomError that says it in words, where there are such."""
    try:
        yield
    except (SQLAlchemyError, InvalidEntry) as problem:
        if why := obstacle(problem, db_url):
            raise ClassroomError(f"This could not be done: {why}") from None
        raise


@contextlib.contextmanager
def without_database_warnings() -> Iterator[None]:
    """Keep SQLAlchemy's remarks on nbgrader's style from whoever grades, and nbgrader's log of errors that it raises too."""
    log = logging.getLogger("tornado.application")
    before = log.disabled
    log.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)
            yield
    finally:
        log.disabled = before


def not_entered(course: NbGraderAPI, assignment: str) -> ClassroomError:
    """Return the error about an assignment that the gradebook lacks: it is to be entered, or there is none."""
    try:
        expect_assignment(course, assignment)
    except ClassroomError as unknown:
        return unknown
    return ClassroomError(
        f"The gradebook has no assignment `{assignment}`. Run `nbgrader generate_assignment {assignment}` first."
    )


def expect_assignment(course: NbGraderAPI, assignment: str) -> None:
    """Raise ClassroomError where the course has assignments, and none of this name."""
    known = course.get_source_assignments()
    if known and assignment not in known:
        raise ClassroomError(no_such_assignment(assignment, known))


def submitted_folders(course: NbGraderAPI, assignment: str) -> dict[str, Path]:
    """Return the folder of each learner who handed in `assignment`, by the learner's id, in the order of the ids."""
    directory = course.coursedir
    learners = sorted(course.get_submitted_students(assignment))
    return {
        one: Path(directory.format_path(directory.submitted_directory, one, assignment)) for one in learners
    }


def handed_in(course: NbGraderAPI, learner: str | None = None) -> list[str]:
    """Return the assignments that somebody, or the one `learner`, handed in: in the course's order, others after these.

    Raises ClassroomError where there are none.
    """
    with gradebook(course) as book:
        known = {each.name for each in book.assignments}
    found = [
        name
        for name in known
        if (learners := course.get_submitted_students(name)) and (learner is None or learner in learners)
    ]
    if not found:
        raise ClassroomError(
            f"{'Nobody' if learner is None else f'`{learner}`'} has handed in anything of what is in the gradebook. "
            "Enter assignments with `nbgrader generate_assignment NAME`, and take submissions in."
        )
    order = {module.stem: at for at, module in enumerate(syllabus().modules)}
    return sorted(found, key=lambda name: (order.get(name, len(order)), name))


def released_notebook(directory: CourseDirectory, assignment: str) -> NotebookNode:
    """Return the notebook of an `assignment` as learners got it. Raises ClassroomError where it was not released."""
    path = Path(directory.format_path(directory.release_directory, ".", assignment)) / f"{assignment}.ipynb"
    try:
        found: NotebookNode = nbformat.read(path, as_version=4)
    except (OSError, ValueError) as problem:
        raise ClassroomError(
            f"`{path}` cannot be read ({problem}). Run `nbgrader generate_assignment {assignment}` first."
        ) from None
    return found
