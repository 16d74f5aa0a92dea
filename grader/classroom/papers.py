"""A notebook as a paper to be examined, and the outcome as the outputs of its cells."""

from collections.abc import Sequence

from nbformat import NotebookNode, from_dict
from nbgrader.utils import is_grade

from grader.rooms.examiner.paper import Cell, Kind, Paper, Result

__all__ = ["code_cells", "fill", "name", "paper"]


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """Return the cells that can run; a paper knows them by their positions in this list."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def paper(cells: Sequence[NotebookNode], learner: str, seconds: float) -> Paper:
    """Return what is to be examined; each cell may take so many real seconds."""
    made = (Cell(cell.source, _kind(cell), name(cell, at)) for at, cell in enumerate(cells, 1))
    return Paper(tuple(made), learner, seconds)


def fill(cells: Sequence[NotebookNode], result: Result) -> None:
    """Give every cell the outputs that came of it."""
    for at, cell in enumerate(cells):
        cell.outputs = [from_dict(output) for output in result.outputs.get(at, [])]
        cell.execution_count = at + 1


def name(cell: NotebookNode, number: int) -> str:
    """Return what a code cell is called in remarks; `number` counts from one."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return f"Cell {grade_id}" if grade_id else f"Code cell {number}"


def _kind(cell: NotebookNode) -> Kind:
    marks = cell.metadata.get("nbgrader", {})
    if is_grade(cell):
        return "grade"
    return "fixed" if marks.get("locked") and not marks.get("solution") else "own"
