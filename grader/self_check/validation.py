"""What nbgrader's Validate says, JupyterLab's button and the command: a learner's notebook, examined with its visible rows.

Its answers are put into the notebook that was released and run in two processes, as they will be when they are graded;
hidden rows stay with grading. nbgrader says of a cell that earns less than it could only that it does; here its report
says what was found.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any

from nbformat import NotebookNode, v4
from nbgrader.preprocessors import ClearOutput, Execute
from nbgrader.utils import determine_grade
from nbgrader.validator import Validator

from course.kit import KitError
from course.learner_file import LearnerFileError
from grader.classroom.cells import SubmissionError, SubmittedCell
from grader.classroom.execute import finish
from grader.classroom.marks import grade_id, is_graded
from grader.classroom.papers import SECONDS, code_cells, fill, paper, reports_in
from grader.rooms.examiner.paper import Result
from grader.rooms.examiners import Examiner, ExaminerError
from grader.validated import wrapped

from .check import whose
from .master import EXERCISES, restored

__all__ = ["ExamineNotebook", "configure"]

FAILED = "Exercises that do not earn all of their points yet: {num_failed}. This is what was found:\n"


class ExamineNotebook(Execute):  # type: ignore[misc]  # nbgrader is untyped
    """Takes the place of nbgrader's `Execute` when a notebook is validated."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run the cells of `nb`; a grade cell that earns less than its points ends in an error that says why."""
        assignment, nb = _restored(nb)
        left_out = {}
        if hasattr(os, "fork"):
            left_out = self._examine(code_cells(nb), assignment)
        else:  # then there is no examiner, and the learner's own notebook may as well run in a kernel
            super().preprocess(nb, resources, km)
        finish(nb, left_out)
        for cell in code_cells(nb):
            if is_graded(cell):
                cell.outputs = _explained(cell, left_out.values())
        return nb, resources

    def _examine(self, cells: Sequence[NotebookNode], assignment: str) -> dict[int, str]:
        """Give every cell its outputs; return by position why cells were left out."""
        try:
            who, keys = whose(assignment)
            asked = paper(cells, who, float(self.timeout or SECONDS), grading=False, keys=keys)
            # It is not kept for the next time: this may be a server that a learner leaves running for days.
            with closing(Examiner()) as examiner:
                result = examiner.examine(asked)
        except (LearnerFileError, KitError) as problem:
            result = _nothing(cells, str(problem))
        except ExaminerError as problem:
            result = _nothing(cells, f"It could not be examined, which is no fault of yours: {problem}.")
        fill(cells, result)
        return result.left_out


def _nothing(cells: Sequence[NotebookNode], why: str) -> Result:
    return Result(left_out=dict.fromkeys(range(len(cells)), why))


def configure(config: Any) -> None:
    """Have nbgrader validate with `ExamineNotebook`, and set its words in nbgrader's `config`."""
    # nbgrader has no option for the steps of a validation; traitlets asks the class for a trait's default by this name.
    Validator._preprocessors_default = _steps  # noqa: SLF001
    config.Validator.failed_warning = FAILED


def _steps(_: Validator) -> list[type]:
    return [ClearOutput, ExamineNotebook]


def _restored(nb: NotebookNode) -> tuple[str, NotebookNode]:
    """Return the released notebook with the answers of `nb`, and its name: a grade cell that was deleted is no success."""
    cells = [SubmittedCell(one.cell_type, one.source, one.get("id", ""), grade_id(one)) for one in nb.cells]
    try:
        found = restored("", cells, EXERCISES)
    except SubmissionError:  # no exercise of ours: it is validated as it is
        return "", nb
    return found.assignment, found.notebook


def _explained(cell: NotebookNode, left_out: Iterable[str]) -> list[NotebookNode]:
    score, maximum = determine_grade(cell)
    if score == maximum:
        return list(cell.outputs)
    wrong = [output.evalue for output in cell.outputs if output.output_type == "error"]
    said = [output.data["text/plain"] for output in reports_in(cell)]
    words = [*left_out, *wrong, *said] or [f"{score:g} of {maximum:g} points"]
    lines = list(wrapped("\n".join(dict.fromkeys(words))))
    return [v4.new_output("error", ename="NotAllPoints", evalue=lines[0], traceback=lines)]
