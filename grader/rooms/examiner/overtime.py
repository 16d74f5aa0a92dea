"""A paper whose time has run out: what was graded keeps its points, the rest is left out with a reason in words.

What is shown of it was kept by the sitting, which withholds whatever may have met hidden rows (see there).
"""

from collections.abc import Mapping
from dataclasses import replace

from .paper import Paper, Result

__all__ = ["OursError", "stopped"]


class OursError(Exception):
    """The time went into the course's own cells, so a defect of ours; the text says which one took longest."""


def stopped(paper: Paper, result: Result, spent: Mapping[int, float], most: float) -> Result:
    """Return what came of a paper that was stopped after `most` real seconds; `result` is what came of it until then.

    `spent` has, by position, the real seconds that its cells took. Raises OursError.
    """
    rest = [
        at
        for at, cell in enumerate(paper.cells)
        if cell.kind == "grade" and at not in result.outputs and at not in result.left_out
    ]
    if rest and _of_ours(paper, spent) > sum(spent.values()) / 2:
        raise OursError(
            f"the course's own cells took most of the {most:g} s that a notebook may take; "
            f"the longest was {_longest(paper, spent)}"
        )
    why = (
        f"The time ran out: the cells of a notebook may take {most:g} s together, and the longest here was "
        f"{_longest(paper, spent)}. What had not been graded by then was left out. "
        "Make that cell faster, and hand in again."
    )
    return replace(result, left_out=result.left_out | dict.fromkeys(rest, why))


def _of_ours(paper: Paper, spent: Mapping[int, float]) -> float:
    return sum(seconds for at, seconds in spent.items() if paper.cells[at].kind == "fixed")


def _longest(paper: Paper, spent: Mapping[int, float]) -> str:
    return paper.cells[max(spent, key=spent.__getitem__)].name
