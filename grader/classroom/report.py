"""The points of a class, from the gradebook, with a reason in words wherever a number alone would puzzle."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TextIO

from nbgrader.api import Assignment, MissingEntry
from nbgrader.apps.api import NbGraderAPI

from .autograde import graded_notebook
from .course import ClassroomError, gradebook, submitted_folders
from .intake import notes

__all__ = ["Row", "as_csv", "as_json", "as_table", "rows"]

NOT_GRADED = "Not graded. `python -m grader autograde` grades it, or says why it cannot."


@dataclass(frozen=True)
class Row:
    """One learner. `state`: "graded", "ungradable" (0 points, the reason is in `remarks`), "waiting" or "nothing"."""

    learner: str
    state: str
    points: dict[str, float]
    total: float
    maximum: float
    seconds_late: float = 0.0
    remarks: tuple[str, ...] = ()


def rows(course: NbGraderAPI, assignment: str) -> list[Row]:
    """Return a row for each learner known to the gradebook or among those who handed in, in the order of their ids.

    Points are by exercise (``e1``), as the gradebook has them: a manual grade counts before an automatic one.
    """
    handed_in = submitted_folders(course, assignment)
    with gradebook(course) as book:
        try:
            found = book.find_assignment(assignment)
        except MissingEntry:
            raise ClassroomError(
                f"The gradebook has no assignment `{assignment}`. Run `nbgrader generate_assignment {assignment}` first."
            ) from None
        learners = sorted({student.id for student in book.students} | set(handed_in))
        return [_row(course, found, one, is_in=one in handed_in) for one in learners]


def _row(course: NbGraderAPI, assignment: Assignment, learner: str, *, is_in: bool) -> Row:
    maximum = {
        cell.name.removesuffix("_grade"): cell.max_score
        for one in assignment.notebooks
        for cell in one.grade_cells
    }
    nothing = Row(learner, "nothing", dict.fromkeys(maximum, 0.0), 0.0, assignment.max_score)
    if not is_in:
        return Row(**{**vars(nothing), "remarks": ("Nothing was handed in.",)})
    submission = next((one for one in assignment.submissions if one.student_id == learner), None)
    notebook = graded_notebook(course, assignment.name, learner)
    if submission is None or notebook is None or not notes(notebook).get("graded"):
        return Row(**{**vars(nothing), "state": "waiting", "remarks": (NOT_GRADED,)})
    scores = {
        grade.cell.name.removesuffix("_grade"): grade.score
        for one in submission.notebooks
        for grade in one.grades
    }
    return Row(
        learner,
        "ungradable" if notes(notebook).get("problem") else "graded",
        {exercise: float(scores.get(exercise) or 0.0) for exercise in maximum},
        float(submission.score),
        float(submission.max_score),
        float(submission.total_seconds_late),
        tuple(notes(notebook).get("remarks", ())),
    )


def as_table(found: Sequence[Row]) -> str:
    """Return the rows as text: a table of points, below it the remarks by learner."""
    exercises = list(found[0].points) if found else []
    heads = ["learner", *exercises, "total", "of", "late", "state"]
    lines = [[row.learner, *map(_number, row.points.values()), *_rest(row)] for row in found]
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    table = ["  ".join(_aligned(line, widths)).rstrip() for line in [heads, *lines]]
    remarks = [f"{row.learner}: {remark}" for row in found for remark in row.remarks]
    return "\n".join([*table, *(["", *remarks] if remarks else [])])


def as_json(found: Iterable[Row]) -> str:
    """Return the rows as a JSON list."""
    return json.dumps([asdict(row) for row in found], indent=1)


def as_csv(found: Sequence[Row], file: TextIO) -> None:
    """Write the rows to `file` as comma-separated values with a head line."""
    exercises = list(found[0].points) if found else []
    writer = csv.writer(file)
    writer.writerow(["learner", *exercises, "total", "maximum", "seconds_late", "state", "remarks"])
    for row in found:
        numbers: list[Any] = [*row.points.values(), row.total, row.maximum, row.seconds_late]
        writer.writerow([_safe(row.learner), *numbers, row.state, _safe(" ".join(row.remarks))])


def _safe(text: str) -> str:
    # A spreadsheet would run a text that opens like a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _rest(row: Row) -> list[str]:
    hours = row.seconds_late / 3600
    return [_number(row.total), _number(row.maximum), f"{hours:.1f} h" if hours else "", row.state]


def _aligned(line: list[str], widths: list[int]) -> list[str]:
    last = len(line) - 1
    return [
        text.ljust(width) if place in (0, last) else text.rjust(width)
        for place, (text, width) in enumerate(zip(line, widths, strict=True))
    ]


def _number(value: float) -> str:
    return f"{value:g}"
