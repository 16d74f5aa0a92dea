"""A submission's rows in nbgrader's gradebook: the same that its own steps write, in one transaction.

The steps that this stands for are the beginning of `Autograde` and the preprocessors `SaveAutoGrades` and
`AssignLatePenalties`, each of which opens the gradebook for itself and commits row by row. A run that ends between
two of their commits leaves a learner at nought; here the rows are there together, or not at all.
"""

from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from .course import opening, without_database_warnings
from .marks import grade_id

__all__ = ["Entries"]


class _Patient(Session):
    """Commits when `really_commit` says so; nbgrader's own commits until then only make rows be seen here."""

    def commit(self) -> None:
        self.flush()

    def really_commit(self) -> None:
        super().commit()


class Entries:
    """The gradebook of a course, open for the submissions of one assignment; close it in the end.

    Raises ClassroomError where others have it.
    """

    def __init__(self, db_url: str, course_id: str, assignment: str, penalties: AssignLatePenalties) -> None:
        with without_database_warnings(), opening(db_url):
            self._book = Gradebook(db_url, course_id)
        self._book.db.remove()
        self._book.db = scoped_session(sessionmaker(class_=_Patient, bind=self._book.engine, future=True))
        self._assignment = assignment
        self._penalties = penalties
        penalties.init_plugin()

    def close(self) -> None:
        """Let go of the gradebook."""
        self._book.close()

    def enter(self, learner: str, at: datetime | None, notebook: NotebookNode) -> None:
        """Enter the scores and comments of an autograded notebook, handed in `at` a time in UTC; all or nothing."""
        with without_database_warnings():
            try:
                self._enter(learner, at, notebook)
                self._book.db().really_commit()
            except BaseException:
                self._book.db.rollback()
                raise
            finally:
                self._book.db.remove()

    def has(self, learner: str, at: datetime | None, notebook: NotebookNode) -> bool:
        """Tell whether the gradebook says of a learner what the autograded notebook says."""
        with without_database_warnings():
            try:
                submission = self._book.find_submission(self._assignment, learner)
                found = {grade.cell.name: grade for grade in self._submitted(submission).grades}
                expected = {
                    grade_id(cell): determine_grade(cell)[0] for cell in notebook.cells if is_grade(cell)
                }
                return (at is None or submission.timestamp == at) and all(
                    name in found and found[name].auto_score == score for name, score in expected.items()
                )
            except (MissingEntry, StopIteration):
                return False
            finally:
                self._book.db.remove()

    def _enter(self, learner: str, at: datetime | None, notebook: NotebookNode) -> None:
        self._book.update_or_create_student(learner)
        submission = self._book.update_or_create_submission(
            self._assignment, learner, **({"timestamp": at} if at else {})
        )
        submitted = self._submitted(submission)
        grades = {grade.cell.name: grade for grade in submitted.grades}
        comments = {comment.cell.name: comment for comment in submitted.comments}
        for cell in notebook.cells:
            if is_grade(cell):
                _score(grades[grade_id(cell)], cell)
            if is_solution(cell) or is_task(cell):
                comments[grade_id(cell)].auto_comment = _comment(cell)
        self._book.db.flush()
        self._book.db.expire_all()  # the sums are columns that the database computes
        submitted.late_submission_penalty = self._penalty(submission, submitted)

    def _submitted(self, submission: SubmittedAssignment) -> SubmittedNotebook:
        return next(one for one in submission.notebooks if one.name == self._assignment)

    def _penalty(self, submission: SubmittedAssignment, submitted: SubmittedNotebook) -> float | None:
        if submission.total_seconds_late <= 0:
            return None
        steps = self._penalties
        found = steps.plugin_inst.late_submission_penalty(
            submission.student_id, submitted.score, submission.total_seconds_late
        )
        return None if found is None else float(steps._check_late_penalty(submitted, found))  # noqa: SLF001  nbgrader's own bounds


def _score(grade: Any, cell: NotebookNode) -> None:
    grade.auto_score, _ = determine_grade(cell)
    # A score by hand counts before this one, and somebody has to look whether it still should.
    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def _comment(cell: NotebookNode) -> str | None:
    unchanged = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return "No response." if unchanged and not is_task(cell) else None
