"""One submission, examined: its cells in their order, each in the process that it belongs in.

A cell that ends its process, or that takes too long, is left out, and the others run again without it in a new
process, so that it costs its own exercise and no other.

Answers are handed hidden rows, and whatever is in their process could keep them. So nothing that this process says from
the first one on is shown to anybody: the points are taken from it, and what a page shows, outputs of later cells and
what parts have found, comes from another process, in which the cells run once more and no hidden row was ever passed.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from grader.checks import RaisedElsewhere
from grader.rooms.isolation import held_up
from grader.rooms.nursery import Nursery
from grader.rooms.outputs import Output

from .grade_cell import Examination, is_untold
from .guest import Guest
from .paper import Cell, Paper, Result

__all__ = ["MOST_PROCESSES", "Begin", "sit"]

MOST_PROCESSES = 8

WITHHELD: Output = {
    "output_type": "stream",
    "name": "stdout",
    "text": "What this cell shows is left out: it could not be run again without the values that only grading has.\n",
}

# What is called before each cell, with its position and what came of the others so far.
Begin = Callable[[int, Result], None]


def sit(
    paper: Paper, nursery: Nursery, result: Result | None = None, begin: Begin = lambda *_: None
) -> Result:
    """Examine a submission, or, with the `result` so far, what is left of it. Nothing in it can make this raise.

    What a learner's process does is bounded in time here; what it makes the examiner do is bounded by whoever calls.
    """
    result = result or Result()
    _grade(paper, nursery, result, begin)
    result.is_graded = True
    if paper.grading:
        _show(paper, nursery, result, begin)
    return result


def _grade(paper: Paper, nursery: Nursery, result: Result, begin: Begin) -> None:
    for _ in range(MOST_PROCESSES):
        with _guest(paper, nursery, result) as guest:
            if _runs_to_its_end(paper, guest, result, begin):
                return
    rest = (at for at, cell in enumerate(paper.cells) if cell.kind == "grade" and at not in result.outputs)
    result.left_out |= dict.fromkeys(rest, "Too many cells ended their process; the rest was left out.")


def _runs_to_its_end(paper: Paper, guest: Guest, result: Result, begin: Begin) -> bool:
    """Run the cells that are needed and not left out, grade cells once; tell whether the process lived to the end."""
    examination = Examination(guest, paper.learner_id, grading=paper.grading, keys=paper.keys)
    has_met_hidden_rows = False
    for at, cell in enumerate(paper.cells):
        if not cell.needed or at in result.left_out or (cell.kind == "grade" and at in result.outputs):
            continue
        begin(at, result)
        guest.allow(paper.seconds)
        if cell.kind == "grade":
            result.outputs[at] = examination.grade(cell.source)
            has_met_hidden_rows = paper.grading
        else:
            outputs = _ran(cell, at + 1, guest, examination)
            result.outputs[at] = [WITHHELD] if outputs and has_met_hidden_rows else outputs
        if guest.gone:
            result.left_out[at] = f"{cell.name} {guest.gone}."
            return False
    return True


def _show(paper: Paper, nursery: Nursery, result: Result, begin: Begin) -> None:
    """Put in its place what a page shows and the grading did not: it comes from a process that met no hidden rows.

    Where that process does not live to the end, the rest stays as the grading left it.
    """
    wanted = {
        at
        for at, outputs in result.outputs.items()
        if at not in result.left_out
        and (is_untold(outputs) if paper.cells[at].kind == "grade" else outputs == [WITHHELD])
    }
    if not wanted:
        return
    with _guest(paper, nursery, result) as guest:
        examination = Examination(guest, paper.learner_id, grading=False, keys=paper.keys)
        for at, cell in enumerate(paper.cells[: max(wanted) + 1]):
            if not cell.needed or at in result.left_out or (cell.kind == "grade" and at not in wanted):
                continue
            begin(at, result)
            guest.allow(paper.seconds)
            if cell.kind == "grade":
                outputs = examination.told(cell.source, result.outputs[at])
            else:
                outputs = _ran(cell, at + 1, guest, examination)
            if guest.gone:
                return
            result.outputs[at] = outputs


def _ran(cell: Cell, number: int, guest: Guest, examination: Examination) -> list[Output]:
    if cell.kind == "fixed":
        examination.fixed(cell.source)
    else:
        examination.cells.append(cell.source)
    try:
        return guest.run(cell.source, number)
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
        guest = Guest(birth.wire, partial(held_up, birth.pid))
        try:
            yield guest
        finally:
            guest.close()
