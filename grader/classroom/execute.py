"""Running a submission's cells: what stands in the place of nbgrader's `Execute`.

A notebook goes in, and the same notebook comes out with outputs, of which each grade cell's hold one number or one
error. The learner's cells run in a process of their own and the grade cells in the examiner's, see `grader.rooms`.
"""

import math
from collections.abc import Sequence
from typing import Any

from nbformat import NotebookNode, from_dict, v4
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade

from grader.rooms.examiner.paper import Cell, Kind, Paper
from grader.rooms.examiners import examiner

from .intake import notes

__all__ = ["ExecuteSubmission"]

WIDGET = "application/vnd.jupyter.widget-view+json"


class ExecuteSubmission(Execute):  # type: ignore[misc]
    """Examines a submission in two processes. Of nbgrader's `Execute` the time limit is left: seconds a cell may take.

    A cell that takes longer, or that ends its process, is left out, so that the other exercises keep their points.
    """

    def preprocess(
        self,
        nb: NotebookNode,
        resources: dict[str, Any],
        km: Any = None,  # noqa: ARG002  nbgrader's signature
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run the cells of `nb` and return it with outputs that nbgrader can grade."""
        cells = [cell for cell in nb.cells if cell.cell_type == "code"]
        if problem := notes(nb).get("problem"):
            left_out = {at: problem for at, cell in enumerate(cells) if is_grade(cell)}
        else:
            left_out = self._examine(nb, cells, resources["nbgrader"]["student"])
        for at, cell in enumerate(cells):
            _finish(nb, cell, left_out.get(at, ""))
        nb.metadata.pop("widgets", None)
        notes(nb).graded = True
        return nb, resources

    def _examine(self, nb: NotebookNode, cells: Sequence[NotebookNode], learner: str) -> dict[int, str]:
        """Give every cell its outputs; return why cells were left out, by their positions."""
        made = tuple(Cell(cell.source, _kind(cell), _name(cell, at)) for at, cell in enumerate(cells, 1))
        result = examiner().examine(Paper(made, learner, float(self.timeout or 60)))
        for at, cell in enumerate(cells):
            cell.outputs = [from_dict(output) for output in result.outputs.get(at, [])]
            cell.execution_count = at + 1
        notes(nb).level = result.level
        return result.left_out


def _kind(cell: NotebookNode) -> Kind:
    marks = cell.metadata.get("nbgrader", {})
    if is_grade(cell):
        return "grade"
    return "fixed" if marks.get("locked") and not marks.get("solution") else "own"


def _name(cell: NotebookNode, number: int) -> str:
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return f"Cell {grade_id}" if grade_id else f"Code cell {number}"


def _finish(nb: NotebookNode, cell: NotebookNode, left_out: str) -> None:
    remarks = notes(nb).setdefault("remarks", [])
    if left_out and left_out not in remarks:
        remarks.append(left_out)
    if left_out and not any(output.output_type == "execute_result" for output in cell.outputs):
        cell.outputs = [*cell.outputs, _error("LeftOut", left_out)]
    for output in cell.outputs:
        _show_static(output)
    if is_grade(cell):
        cell.outputs = _graded(cell)


def _graded(cell: NotebookNode) -> list[NotebookNode]:
    """Return the outputs of a grade cell such that nbgrader reads one number within its points, or an error."""
    # nbgrader gives 0 to a cell that wrote to stderr, whatever was written.
    outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    if any(output.output_type == "error" for output in outputs):
        return outputs
    results = [output for output in outputs if output.output_type == "execute_result"]
    shown = [output for output in outputs if output.output_type != "execute_result"]
    # nbgrader gives full points to a result that is no number, or none.
    if not results or not _is_within(results[-1].data.get("text/plain", ""), cell.metadata.nbgrader.points):
        return [*shown, _error("NoPoints", "The grade cell did not end in a number within its points.")]
    return [*shown, results[-1]]


def _is_within(text: str, points: float) -> bool:
    try:
        value = float(text)
    except ValueError:
        return False
    return math.isfinite(value) and 0 <= value <= points


def _show_static(output: NotebookNode) -> None:
    # A widget without its kernel is an empty box on a page; its static form says the same.
    data = output.get("data", {})
    if len(data) > 1:
        data.pop(WIDGET, None)


def _error(name: str, text: str) -> NotebookNode:
    made: NotebookNode = v4.new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
    return made
