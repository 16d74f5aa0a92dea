"""An exercise notebook that somebody has answered."""

from collections.abc import Collection
from pathlib import Path

import nbformat
from checkout import ROOT

from grader import rubrics

__all__ = ["answered"]


def answered(notebooks: Path, stem: str, learner: str, exercises: Collection[str]) -> nbformat.NotebookNode:
    """Return a module's notebook from a folder, with the course's own answers to these exercises for the learner's values."""
    solved = nbformat.read(ROOT / "solutions" / stem / f"{stem}.ipynb", as_version=4)
    answers = {_grade_id(cell): cell.source for cell in solved.cells}
    notebook = nbformat.read(notebooks / stem / f"{stem}.ipynb", as_version=4)
    for cell in notebook.cells:
        exercise = _grade_id(cell).removesuffix("_solution")
        if exercise in exercises:
            asked = rubrics.exercise(f"{stem[:3]}.{exercise}")
            cell.source = rubrics.for_learner(answers[_grade_id(cell)], asked, learner)
    return notebook


def _grade_id(cell: nbformat.NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")
