"""A notebook run in two processes, as a submission of a class is."""

import copy

from nbformat import NotebookNode

from grader.checks import NO_KEYS, Keys
from grader.classroom.papers import code_cells, fill, paper
from grader.rooms.examiner.paper import Result
from grader.rooms.examiners import ExaminerError, examine

from .outcomes import Outcome, outcomes

__all__ = ["ExaminerError", "examined"]

SECONDS = 60.0  # real ones, for one cell


def examined(notebook: NotebookNode, learner: str, keys: Keys = NO_KEYS) -> tuple[list[Outcome], str]:
    """Return the outcome of each code cell, hidden rows among it, and how the learner's process was shut in.

    Raises ExaminerError where that could not be done, which is no fault of the notebook.
    """
    ran = copy.deepcopy(notebook)
    cells = code_cells(ran)
    answer = examine(paper(cells, learner, SECONDS, keys=keys).as_dict())
    if "broke" in answer:
        raise ExaminerError(answer["broke"])
    result = Result.of(answer["result"])
    fill(cells, result)
    return list(outcomes(ran, result.left_out)), result.level
