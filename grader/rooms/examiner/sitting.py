"""One submission, examined: its cells in their order, each in the process that it belongs in.

A cell that ends its process, or that takes too long, is left out, and the others run again without it in a new
process, so that it costs its own exercise and no other.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.checks import RaisedElsewhere
from grader.rooms.isolation import Limits
from grader.rooms.nursery import Nursery

from .grade_cell import GradeCell, run_grade_cell
from .guest import Guest

__all__ = ["Cell", "Paper", "Result", "sit"]

MOST_PROCESSES = 8


@dataclass(frozen=True)
class Cell:
    """A code cell of the rebuilt notebook. `grades` tells whether it is a grade cell; `name` is what it is called."""

    source: str
    grades: bool
    name: str


@dataclass(frozen=True)
class Paper:
    """What is examined: the cells in their order, whose they are, and the real seconds that one of them may take."""

    cells: Sequence[Cell]
    learner_id: str
    seconds: float = 60.0
    limits: Limits = field(default_factory=Limits)


@dataclass
class Result:
    """What came of it: outputs by cell, grade cells by cell, remarks for an instructor, and how it was shut in."""

    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    grades: dict[int, GradeCell] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    level: str = ""


def sit(paper: Paper, nursery: Nursery) -> Result:
    """Examine a submission. Nothing in it can make this raise, or last longer than its cells may take in all."""
    result = Result()
    left_out: set[int] = set()
    for _ in range(MOST_PROCESSES):
        with _guest(paper, nursery, result) as guest:
            culprit = _run(paper, guest, result, left_out)
        if culprit is None:
            return result
        left_out.add(culprit)
    result.remarks.append("Too many cells ended their process; the rest was left out.")
    return result


def _run(paper: Paper, guest: Guest, result: Result, left_out: set[int]) -> int | None:
    """Run the cells that are not left out, grade cells once; return the one that ended the process, if any did."""
    ran: list[str] = []
    for at, cell in enumerate(paper.cells):
        if at in left_out or at in result.grades:
            continue
        guest.allow(paper.seconds)
        if cell.grades:
            result.grades[at] = run_grade_cell(cell.source, guest, ran, paper.learner_id)
        else:
            result.outputs[at] = _outputs(guest, cell)
            ran.append(cell.source)
        if guest.gone:
            result.remarks.append(f"{cell.name} was stopped: {guest.gone}.")
            return at
    return None


def _outputs(guest: Guest, cell: Cell) -> list[dict[str, Any]]:
    try:
        return guest.run(cell.source)
    except RaisedElsewhere as error:
        said = f"this cell was stopped: {error}"
        return [{"output_type": "error", "ename": "Stopped", "evalue": said, "traceback": [said]}]


@contextmanager
def _guest(paper: Paper, nursery: Nursery, result: Result) -> Iterator[Guest]:
    with (
        tempfile.TemporaryDirectory(prefix="sitting-", ignore_cleanup_errors=True) as home,
        nursery.birth(Path(home), paper.limits) as birth,
    ):
        result.level = str(birth.level)
        guest = Guest(birth.wire)
        try:
            yield guest
        finally:
            guest.close()
