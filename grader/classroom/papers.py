"""A notebook as a paper to be examined, and the outcome as the outputs of its cells."""

import math
from collections.abc import Sequence

from nbformat import NotebookNode, from_dict

from grader.checks import NO_KEYS, Keys
from grader.notebook import REPORT
from grader.rooms.examiner.paper import Cell, Kind, Paper, Result

from .marks import grade_id, is_graded, is_of_the_course
from .passed_over import passed_over

__all__ = ["NO_POINTS", "SECONDS", "code_cells", "fill", "name", "paper", "points_in", "reports_in"]

SECONDS = 60.0  # real ones, that a cell may take where nobody says otherwise
NO_POINTS = "The grade cell did not end in a number within its points."


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
    return f"Cell {grade_id(cell)}" if grade_id(cell) else f"Code cell {number}"


def points_in(result: NotebookNode, most: float) -> float | None:
    """Return the points that the result of a grade cell says, None where that is no number from nought to `most`."""
    try:
        points = float(result.data.get("text/plain", ""))
    except ValueError:
        return None
    return points if math.isfinite(points) and 0 <= points <= most else None


def reports_in(cell: NotebookNode) -> list[NotebookNode]:
    """Return those outputs of a cell that hold a report, see `grader.notebook.bundle`. Of a grade cell they are ours."""
    return [output for output in cell.outputs if REPORT in output.get("data", {})]


def _kind(cell: NotebookNode) -> Kind:
    if is_graded(cell):
        return "grade"
    return "fixed" if is_of_the_course(cell) else "own"
