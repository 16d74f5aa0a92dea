"""What the cells of a notebook say once they have run: reports, points, errors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from grader.classroom.marks import grade_id, is_graded, marks
from grader.classroom.papers import points_in, reports_in
from grader.notebook import REPORT

__all__ = ["Outcome", "outcomes"]


@dataclass(frozen=True)
class Outcome:
    """What became of a code cell: its report and points where it graded, what it wrote to stderr, the error it ended in.

    `name` is the cell's grade_id, else its place; `report` is `Report.as_dict()`, `text` its twin. `maximum` is what a
    grade cell is worth, None for any other cell; `points` are None where it did not end in a number within these.
    `left_out` says why it was given up, if it was.
    """

    name: str
    report: dict[str, Any] | None
    text: str
    points: float | None
    maximum: float | None
    stderr: str
    error: str
    left_out: str = ""


def outcomes(notebook: NotebookNode, left_out: Mapping[int, str]) -> Iterator[Outcome]:
    """Return the outcome of each code cell; `left_out` is by position among them, see `Result`."""
    numbered = [(number, cell) for number, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code"]
    for at, (number, cell) in enumerate(numbered):
        yield _outcome(number, cell, left_out.get(at, ""))


def _outcome(number: int, cell: NotebookNode, left_out: str) -> Outcome:
    maximum = float(marks(cell)["points"]) if is_graded(cell) else None
    shown = reports_in(cell)
    errors = [f"{each.ename}: {each.evalue}" for each in cell.outputs if each.output_type == "error"]
    results = [each for each in cell.outputs if each.output_type == "execute_result"]
    return Outcome(
        name=grade_id(cell) or f"cell {number}",
        report=shown[-1].data[REPORT] if shown else None,
        text=shown[-1].data.get("text/plain", "") if shown else "",
        points=points_in(results[-1], maximum) if results and maximum is not None else None,
        maximum=maximum,
        stderr="".join(each.text for each in cell.outputs if each.get("name") == "stderr"),
        error=errors[0] if errors else "",
        left_out=left_out,
    )
