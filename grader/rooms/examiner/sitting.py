"""One submission, examined: its cells in their order, each in the process that it belongs in.

A cell that ends its process, or that takes too long, is left out, and the others run again without it in a new
process, so that it costs its own exercise and no other.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.checks import RaisedElsewhere
from grader.rooms.nursery import Nursery
from grader.rooms.outputs import Output

from .grade_cell import Examination
from .guest import Guest
from .paper import Cell, Paper, Result

__all__ = ["MOST_PROCESSES", "Begin", "sit"]

MOST_PROCESSES = 8


# What is called before each cell, with its position and what came of the others so far.
Begin = Callable[[int, Result], None]


def sit(
    paper: Paper, nursery: Nursery, result: Result | None = None, begin: Begin = lambda *_: None
) -> Result:
    """Examine a submission, or, with the `result` so far, what is left of it. Nothing in it can make this raise.

    What a learner's process does is bounded in time here; what it makes the examiner do is bounded by whoever calls.
    """
    result = result or Result()
    for _ in range(MOST_PROCESSES):
        with _guest(paper, nursery, result) as guest:
            if _runs_to_its_end(paper, guest, result, begin):
                return result
    rest = (at for at, cell in enumerate(paper.cells) if cell.kind == "grade" and at not in result.outputs)
    result.left_out |= dict.fromkeys(rest, "Too many cells ended their process; the rest was left out.")
    return result


def _runs_to_its_end(paper: Paper, guest: Guest, result: Result, begin: Begin) -> bool:
    """Run the cells that are needed and not left out, grade cells once; tell whether the process lived to the end."""
    examination = Examination(guest, paper.learner_id, grading=paper.grading, keys=paper.keys)
    for at, cell in enumerate(paper.cells):
        if not cell.needed or at in result.left_out or (cell.kind == "grade" and at in result.outputs):
            continue
        begin(at, result)
        guest.allow(paper.seconds)
        if cell.kind == "grade":
            result.outputs[at] = examination.grade(cell.source)
        else:
            result.outputs[at] = _ran(cell, guest, examination)
        if guest.gone:
            result.left_out[at] = f"{cell.name} {guest.gone}."
            return False
    return True


def _ran(cell: Cell, guest: Guest, examination: Examination) -> list[Output]:
    if cell.kind == "fixed":
        examination.fixed(cell.source)
    else:
        examination.cells.append(cell.source)
    try:
        return guest.run(cell.source)
    except RaisedElsewhere as error:
        said = f"{cell.name} {error.raised.message}."
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
