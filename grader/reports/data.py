"""A class as plain data, for a program to read."""

from dataclasses import asdict
from typing import Any

from grader.classroom.not_isolated import warning

from .counts import ExerciseSummary, PartSummary
from .summary import Summary

__all__ = ["as_data"]


def as_data(summary: Summary) -> dict[str, Any]:
    """Return the class as JSON: `learners` (one a row, see `Row`), `exercises`, `all`, `parts`, `misconceptions`."""
    return {
        "assignment": summary.assignment,
        "learners": [asdict(row) | {"grade": row.grade} for row in summary.rows],
        "exercises": [_exercise(each) for each in summary.exercises],
        "all": _exercise(summary.all),
        "parts": [_part(part) for part in summary.parts],
        "misconceptions": [asdict(each) for each in summary.misconceptions],
        "warning": warning([row.level for row in summary.rows]),
    }


def _exercise(each: ExerciseSummary) -> dict[str, Any]:
    return asdict(each) | {"mean": each.mean, "median": each.median}


def _part(part: PartSummary) -> dict[str, Any]:
    return asdict(part) | {"lost": part.lost}
