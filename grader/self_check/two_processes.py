"""A notebook run in two processes, as a submission of a class is."""

import copy

from nbformat import NotebookNode

from grader.checks import NO_KEYS, Keys
from grader.classroom.papers import SECONDS, code_cells, fill, paper
from grader.rooms.examiners import examine

from .outcomes import Outcome, outcomes

__all__ = ["ran"]


def ran(notebook: NotebookNode, learner: str, keys: Keys = NO_KEYS) -> tuple[list[Outcome], str]:
    """Return the outcome of each code cell, hidden rows among it, and how the learner's process was shut in.

    Raises ExaminerError where that could not be done, which is no fault of the notebook.
    """
    notebook = copy.deepcopy(notebook)
    cells = code_cells(notebook)
    result = examine(paper(cells, learner, SECONDS, keys=keys))
    fill(cells, result)
    return list(outcomes(notebook, result.left_out)), result.level
