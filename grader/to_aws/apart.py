"""Runs a learner's notebook so that one exercise is exported: in two processes, as `course check` runs it.

Where a machine cannot fork (Windows), a kernel runs it, as a learner does: then nothing is shut in, which `Ran.level` says.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from course.called import called
from grader import rubrics
from grader.checks import Keys
from grader.classroom.marks import exercise_of, grade_id, is_answer, is_graded, is_of_the_course
from grader.classroom.papers import SECONDS, code_cells, paper
from grader.rooms.examiner.cell_texts import cell_of
from grader.rooms.isolation import ISOLATED
from grader.self_check.check import NotCheckedError
from grader.self_check.master import EXERCISES, restored_file
from grader.study.places import StudyError

from .exporting import FOUND, REFUSED
from .found import Found

__all__ = ["Ran", "export_notebook"]

_CELL = """from grader.to_aws.exporting import exporting
with exporting({folder!r}, {learner!r}, {key!r}, {sources!r}):
    {grade}
"""


@dataclass(frozen=True)
class Ran:
    """What was found, and how the process was shut in that ran the learner's cells."""

    found: Found
    level: str

    @property
    def is_isolated(self) -> bool:
        """Whether the learner's cells could reach neither the network nor other files."""
        return self.level.startswith(ISOLATED)


def export_notebook(
    path: Path, exercise: str, folder: Path, learner: str, keys: Keys, answer: str | None = None
) -> Ran:
    """Export an exercise of the notebook at `path` into an empty folder; `answer` takes the place of the learner's.

    Raises SubmissionError for what is no exercise notebook, StudyError where nothing can be exported, NotCheckedError
    where it could not be run.
    """
    notebook = restored_file(path, EXERCISES).notebook
    _only(notebook, exercise, folder, learner, keys, answer)
    level, remarks = _run(notebook, learner, keys)
    if not (folder / FOUND).is_file():
        raise StudyError(" ".join([*remarks, _why_not(folder, exercise)]))
    found = Found.read(folder / FOUND)
    (folder / FOUND).unlink()
    return Ran(found, level)


def _why_not(folder: Path, exercise: str) -> str:
    refused = folder / REFUSED
    if refused.is_file():
        return refused.read_text(encoding="utf-8")
    module = exercise.partition(".")[0]
    return (
        f"{exercise}: its check ended before anything was built. Run `{called('check ' + module)}`, mend what it "
        "names, save the notebook, and export again."
    )


def _only(
    notebook: NotebookNode, exercise: str, folder: Path, learner: str, keys: Keys, answer: str | None
) -> None:
    """Leave one grade cell, that of the exercise, and let it export."""
    name = exercise.partition(".")[2]
    cells = [cell for cell in notebook.cells if not is_graded(cell) or exercise_of(grade_id(cell)) == name]
    if answer is not None:
        solution = next(cell for cell in cells if is_answer(cell) and exercise_of(grade_id(cell)) == name)
        solution.source = answer
    texts = [cell.source for cell in cells if cell.cell_type == "code" and not is_of_the_course(cell)]
    found = {each: cell_of(texts, each) for each in rubrics.exercise(exercise).deliver}
    grade = next(cell for cell in cells if is_graded(cell))
    grade.source = _CELL.format(
        folder=str(folder),
        learner=learner,
        key=keys.values,
        sources={each: text for each, text in found.items() if text},
        grade=grade.source.strip(),
    )
    notebook.cells = cells


def _run(notebook: NotebookNode, learner: str, keys: Keys) -> tuple[str, list[str]]:
    """Run it; return how the process was shut in that ran the learner's cells, and which of these were given up, and why."""
    if not hasattr(os, "fork"):
        from grader.self_check import kernel

        try:
            kernel.ran(notebook, learner)
        except Exception as problem:  # a kernel's client raises whatever its parts raise
            raise NotCheckedError(_not_run(f"the kernel ended: {problem}")) from problem
        return kernel.LEVEL, []
    from grader.rooms.examiners import ExaminerError, examine

    try:
        result = examine(paper(code_cells(notebook), learner, SECONDS, grading=False, keys=keys))
        return result.level, list(result.left_out.values())
    except ExaminerError as problem:
        raise NotCheckedError(_not_run(problem)) from None


def _not_run(why: object) -> str:
    return (
        f"Your notebook could not be run, which is no fault of yours: {why}. Try it once more; "
        f"`{called('doctor')}` looks for what is missing."
    )
