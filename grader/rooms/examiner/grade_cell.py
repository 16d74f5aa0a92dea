"""A grade cell, run by the examiner: its names are the learner's, its `grade` is ours, and its points are no output."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader import rubrics
from grader.checks import RaisedElsewhere, Report, examine

from .guest import Guest

__all__ = ["GradeCell", "run_grade_cell"]


@dataclass(frozen=True)
class GradeCell:
    """What came of a grade cell: the report, and the points, which are within it; `problem` where the cell has none."""

    report: Report | None
    points: float
    problem: str = ""


def run_grade_cell(source: str, guest: Guest, cells: list[str], learner_id: str) -> GradeCell:
    """Run the master's grade cell `source` for one learner, whose own cells ran before it and are `cells`."""
    reports: list[Report] = []

    def grade(exercise_id: str, *delivered: Any, **named: Any) -> float:
        exercise = rubrics.exercise(exercise_id)
        answers = dict(zip(exercise.deliver, delivered, strict=False)) | named
        sources = {name: text for name in exercise.deliver if (text := _cell_of(name, cells))}
        there = {name: value for name, value in answers.items() if value is not _MISSING}
        reports.append(examine(exercise, there, learner_id=learner_id, grading=True, sources=sources))
        return reports[-1].points

    try:
        exec(compile(source, "grade cell", "exec"), {"grade": grade}, _Names(guest, grade))  # noqa: S102  the master's own
    except RaisedElsewhere as error:
        return GradeCell(None, 0.0, str(error))
    if not reports:
        return GradeCell(None, 0.0, "the cell graded nothing")
    report = reports[-1]
    return GradeCell(report, round(float(min(max(report.points, 0.0), report.maximum)), 2))


_MISSING = object()


class _Names(dict[str, Any]):
    """The names of a grade cell: `grade`, and whatever the learner's process has under a name."""

    def __init__(self, guest: Guest, grade: Callable[..., float]) -> None:
        super().__init__(grade=grade)
        self._guest = guest

    def __missing__(self, name: str) -> Any:
        if self._guest.gone:
            return _MISSING
        try:
            return self._guest.get(name)
        except NameError:
            return _MISSING


def _cell_of(name: str, cells: list[str]) -> str | None:
    """Return the text of the last cell that defines a name, as a function or by assignment."""
    return next((cell for cell in reversed(cells) if name in _defined(cell)), None)


def _defined(cell: str) -> set[str]:
    try:
        tree = ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    named = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    defined = {node.name for node in ast.walk(tree) if isinstance(node, named)}
    assigned = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return defined | assigned
