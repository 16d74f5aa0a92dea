"""nbgrader's marks on the cells of a notebook, whether they are there or not.

An exercise is called ``e1`` here; its answer cell ``e1_solution`` and its grade cell ``e1_grade``, see `grader.build.marks`.
"""

from typing import Any

from nbformat import NotebookNode

__all__ = ["exercise_of", "grade_id", "is_answer", "is_graded", "is_of_the_course", "marks"]


def marks(cell: NotebookNode) -> dict[str, Any]:
    """Return what nbgrader notes on a cell, nothing for one that it does not know."""
    return dict(cell.metadata.get("nbgrader", {}))


def grade_id(cell: NotebookNode) -> str:
    """Return a cell's name in nbgrader, "" for one that it does not know."""
    return str(marks(cell).get("grade_id", ""))


def exercise_of(name: str) -> str:
    """Return the exercise whose answer or grade cell has this grade id; a grade id of another form is returned as it is."""
    return name.removesuffix("_grade").removesuffix("_solution")


def is_answer(cell: NotebookNode) -> bool:
    """Tell whether a learner's answer belongs into a cell."""
    return bool(marks(cell).get("solution"))


def is_graded(cell: NotebookNode) -> bool:
    """Tell whether a cell ends in points."""
    return bool(marks(cell).get("grade"))


def is_of_the_course(cell: NotebookNode) -> bool:
    """Tell whether learners cannot change a cell: neither an answer, nor one of their own."""
    found = marks(cell)
    return not found.get("solution") and bool(found.get("grade") or found.get("locked") or found.get("task"))
