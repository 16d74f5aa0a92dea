"""The full grading of one learner's notebook, as in a class: no kernel, no gradebook, and nothing is written."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from course import learner
from course.syllabus import module_of
from grader.checks import Keys
from grader.classroom.marks import exercise_of
from grader.classroom.missing_modules import missing_module
from grader.classroom.papers import NO_POINTS
from grader.rooms.isolation import ISOLATED

from .master import EXERCISES, restored_file
from .outcomes import Outcome

__all__ = ["Checked", "Grade", "NotCheckedError", "check", "whose"]


class NotCheckedError(RuntimeError):
    """A notebook that is one could not be examined; the message says why."""


@dataclass(frozen=True)
class Grade:
    """One exercise: its points, or (`reason`) why there are none; the hints of its ladder that are open already."""

    exercise: str
    points: float
    maximum: float
    report: dict[str, Any] | None
    reason: str = ""
    opened_hints: int = 0


@dataclass(frozen=True)
class Checked:
    """A notebook's grades. `level` says how what it runs was shut in; `remarks` what had to be put right or given up."""

    notebook: Path
    assignment: str
    learner: str
    grades: tuple[Grade, ...]
    level: str
    remarks: tuple[str, ...]

    @property
    def points(self) -> float:
        """All points."""
        return round(sum(grade.points for grade in self.grades), 2)

    @property
    def maximum(self) -> float:
        """All points there are."""
        return round(sum(grade.maximum for grade in self.grades), 2)

    @property
    def is_isolated(self) -> bool:
        """Whether the notebook could reach neither the network nor files that are none of its business."""
        return self.level.startswith(ISOLATED)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "notebook": str(self.notebook),
            "assignment": self.assignment,
            "learner": self.learner,
            "points": self.points,
            "maximum": self.maximum,
            "isolated": self.is_isolated,
            "level": self.level,
            "remarks": list(self.remarks),
            "exercises": [vars(grade) for grade in self.grades],
        }


def check(path: Path, exercises: Path = EXERCISES) -> Checked:
    """Grade the notebook at `path` for whoever learns here; `exercises` is the folder of the released notebooks.

    Raises SubmissionError where the file is no exercise notebook, NotCheckedError where it could not be examined, and
    what `whose` raises.
    """
    answers = restored_file(path, exercises)
    who, keys = whose(answers.assignment)
    outcomes, level = _run(answers.notebook, who, keys)
    gone = dict.fromkeys(each.left_out for each in outcomes if each.left_out)
    lacking = [missing_module(f"`{each.name}`", each.error) for each in outcomes if each.maximum is None]
    grades = tuple(_grade(each) for each in outcomes if each.maximum is not None)
    return Checked(
        path, answers.assignment, who, grades, level, (*answers.remarks, *gone, *filter(None, lacking))
    )


def whose(assignment: str) -> tuple[str, Keys]:
    """Return who learns here, and what their values come from if this is an exam. Raises LearnerFileError, KitError."""
    who = learner.current().id
    return who, Keys(values=learner.values_key(module_of(assignment)))


def _run(notebook: NotebookNode, who: str, keys: Keys) -> tuple[list[Outcome], str]:
    if hasattr(os, "fork"):
        from grader.rooms.examiners import ExaminerError

        from . import two_processes

        try:
            return two_processes.ran(notebook, who, keys)
        except ExaminerError as problem:
            raise NotCheckedError(str(problem)) from None
    from . import kernel

    try:
        return kernel.ran(notebook, who), kernel.LEVEL
    except Exception as problem:  # a kernel's client raises whatever its parts raise
        raise NotCheckedError(f"the kernel that ran it ended: {problem}") from problem


def _grade(outcome: Outcome) -> Grade:
    maximum = outcome.maximum or 0.0
    exercise = outcome.report["exercise"] if outcome.report else exercise_of(outcome.name)
    opened = learner.notes().get(f"hints/{exercise}", 0)
    opened = opened if isinstance(opened, int) else 0
    reason = outcome.left_out or outcome.error or (NO_POINTS if outcome.points is None else "")
    return Grade(exercise, 0.0 if reason else outcome.points or 0.0, maximum, outcome.report, reason, opened)
