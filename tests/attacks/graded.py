"""A case graded as a class is: a notebook, an examiner, and the points that nbgrader reads out of what comes back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode, v4
from nbgrader.utils import determine_grade, is_grade

from grader import rubrics
from grader.classroom.execute import finish
from grader.classroom.papers import code_cells, fill, paper
from grader.rooms.examiners import Examiner, ExaminerError
from tests.attacks.case import NAMES, Case

__all__ = ["Graded", "graded"]


@dataclass(frozen=True)
class Graded:
    """Points by exercise, or why there are none; all outputs as text; and the grade cells' pages of the report."""

    points: Mapping[str, float] | str
    shown: str = ""
    pages: str = ""


def graded(case: Case, examiner: Examiner, filled: Callable[[str], str]) -> Graded:
    """Grade a case; `filled` puts into a cell's text what an attacker might know of the machine."""
    notebook = _notebook(case, filled)
    cells = code_cells(notebook)
    try:
        result = examiner.examine(paper(cells, rubrics.AUTHOR, case.seconds))
    except ExaminerError as error:
        return Graded(str(error))
    fill(cells, result)
    finish(notebook, result.left_out)
    text = nbformat.writes(notebook, version=4)
    text.encode()  # it is to be a file
    nbformat.validate(nbformat.reads(text, as_version=4))
    graded = [cell for cell in cells if is_grade(cell)]
    pages = [output.get("data", {}).get("text/html", "") for cell in graded for output in cell.outputs]
    return Graded(
        {cell.metadata.nbgrader.grade_id: determine_grade(cell)[0] for cell in graded},
        json.dumps([cell.outputs for cell in cells], ensure_ascii=False),
        "".join(pages),
    )


def _notebook(case: Case, filled: Callable[[str], str]) -> NotebookNode:
    cells = [_cell("from grader.notebook import grade", "setup", locked=True)]
    for exercise, text in case.cells:
        cells.append(_cell(filled(text), f"{exercise}_solution" if exercise else ""))
        if exercise in case.deserved:
            source = f'grade("m05.{exercise}", {NAMES[exercise]})'
            cells.append(_cell(source, exercise, grade=True, points=10, locked=True))
    return v4.new_notebook(cells=cells)


def _cell(source: str, grade_id: str, **marks: object) -> NotebookNode:
    cell = v4.new_code_cell(source)
    if grade_id:
        known = {"grade_id": grade_id, "grade": False, "locked": False, "schema_version": 3, "task": False}
        cell.metadata["nbgrader"] = {**known, "solution": not marks, **marks}
    return cell
