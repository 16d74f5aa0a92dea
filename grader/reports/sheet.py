"""A class for a spreadsheet: a row a learner, columns by exercise and part."""

import csv
from collections.abc import Iterable
from pathlib import Path

from grader.classroom.examined import Examined
from grader.classroom.rows import Row

from .summary import Summary
from .texts import number, safe

__all__ = ["write_sheet"]

ABOUT = (
    "learner",
    "last name",
    "first name",
    "email",
    "state",
    "grade",
    "maximum",
    "points",
    "penalty",
    "hours late",
)
ENDING = ("misconceptions", "isolation", "remarks")


def write_sheet(summary: Summary, file: Path) -> None:
    """Write the class to `file`. Raises OSError.

    A cell is empty where there is no number: nothing was handed in, or the exercise was not examined. The file opens
    with a byte-order mark: Excel takes a file without one for the machine's own encoding and spoils every name that has
    more than ASCII in it; LibreOffice, Google Sheets and pandas read both.
    """
    columns = list(_columns(summary))
    heads = [f"{exercise}: {part}" if part else exercise for exercise, part in columns]
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(map(safe, [*ABOUT, *heads, *ENDING]))
        for row in summary.rows:
            cells = (_cell(row, exercise, part) for exercise, part in columns)
            writer.writerow([*_about(row), *cells, *_ending(row)])


def _columns(summary: Summary) -> Iterable[tuple[str, str]]:
    """Yield exercise and part of each column; the part of an exercise's own column is empty."""
    for exercise in summary.exercises:
        yield exercise.name, ""
        seen = (row.examined[exercise.name] for row in summary.rows if exercise.name in row.examined)
        for part in dict.fromkeys(part.name for found in seen for part in found.parts):
            yield exercise.name, part


def _about(row: Row) -> list[str]:
    person = row.person
    texts = (row.learner, person.last_name, person.first_name, person.email, row.state)
    found = (row.total, row.penalty, row.seconds_late / 3600)
    numbers = [number(each) if row.has_grade else "" for each in found]
    return [*map(safe, texts), number(row.grade) if row.has_grade else "", number(row.maximum), *numbers]


def _cell(row: Row, exercise: str, part: str) -> str:
    if not row.has_grade:
        return ""
    if not part:
        return number(row.points[exercise])
    found: Examined | None = row.examined.get(exercise)
    earned = {each.name: each.earned for each in found.parts} if found else {}
    return number(earned[part]) if part in earned else ""


def _ending(row: Row) -> list[str]:
    hit = (f"{found.misconception} in {name}" for name, found in row.examined.items() if found.misconception)
    return [safe(", ".join(hit)), safe(row.level), safe(" ".join(row.remarks))]
