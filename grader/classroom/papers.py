"""A notebook as a paper to be examined, and the outcome as the outputs of its cells."""

from collections.abc import Sequence

from nbformat import NotebookNode, from_dict

from grader.checks import NO_KEYS, Keys
from grader.rooms.examiner.paper import Cell, Kind, Paper, Result

from .passed_over import passed_over

__all__ = ["code_cells", "fill", "name", "paper"]


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """Return the cells that can run; a paper knows them by their positions in this list."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def paper(
    cells: Sequence[NotebookNode],
    learner: str,
    seconds: float,
    *,
    grading: bool = True,
    keys: Keys = NO_KEYS,
) -> Paper:
    """Return what is to be examined; each cell may take so many real seconds. `grading` adds the hidden rows.

    `keys` are the learner's, where this is an exam.
    """
    idle = passed_over(cells)
    made = (
        Cell(cell.source, _kind(cell), name(cell, at + 1), needed=at not in idle)
        for at, cell in enumerate(cells)
    )
    return Paper(tuple(made), learner, seconds, grading=grading, keys=keys)


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
    if marks.get("grade"):
        return "grade"
    return "fixed" if marks.get("locked") and not marks.get("solution") else "own"
