"""A file of grades that Canvas imports into its gradebook.

Its form is that of Canvas's own importer (https://github.com/instructure/canvas-lms, lib/gradebook_importer.rb): the
first columns are Student, ID, SIS User ID, SIS Login ID and Section, in this order; a row whose first cell says "Points
Possible" gives the maximum; a student is found by ID, else by SIS User ID, else by SIS Login ID; an assignment is found by
the number in its column's name, "Title (1234)", else by its title, and made where there is none of that title.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.course import ClassroomError
from grader.classroom.rows import Row

from .summary import Summary
from .texts import number, runs, safe

__all__ = ["Roster", "read_roster", "write_canvas"]

HEADS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "Points Possible"


@dataclass(frozen=True)
class Roster:
    """What a gradebook exported from Canvas says: its columns, and each student's first cells by SIS Login ID."""

    columns: tuple[str, ...]
    students: Mapping[str, tuple[str, ...]]

    def column(self, title: str) -> str:
        """Return the column of the assignment of this title as Canvas names it, with its number where it has one."""
        wanted = re.compile(rf"{re.escape(title)}(?:\s*\(\d+\))?")
        return next((column for column in self.columns if wanted.fullmatch(column.strip())), title)

    def student(self, login: str) -> tuple[str, ...] | None:
        """Return the first cells (see `HEADS`) of a student; upper and lower case are one."""
        return self.students.get(login.casefold())


def read_roster(file: Path) -> Roster:
    """Read a gradebook that was exported from Canvas. Raises ClassroomError for a file that is none, and OSError."""
    try:
        text = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        lines = list(csv.reader(text, delimiter=_separator(text)))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise ClassroomError(
            f"`{file}` cannot be read ({problem}). Export the gradebook from Canvas as CSV and name that file."
        ) from None
    heads = lines[0] if lines else []
    missing = [name for name in ("Student", "ID", "SIS Login ID") if name not in heads]
    if missing:
        raise ClassroomError(
            f"`{file}` is no gradebook of Canvas: its first line lacks {', '.join(missing)}. "
            "Export the gradebook from Canvas as CSV and name that file."
        )
    at = {name: heads.index(name) for name in HEADS if name in heads}
    students = {}
    for line in lines[1:]:
        padded = [*line, *[""] * (len(heads) - len(line))]
        login = padded[at["SIS Login ID"]].strip()
        if login and POINTS_POSSIBLE not in padded[at["Student"]]:
            students[login.casefold()] = tuple(padded[at[name]] if name in at else "" for name in HEADS)
    return Roster(tuple(heads), students)


def write_canvas(
    summary: Summary, file: Path, *, roster: Roster | None = None, title: str | None = None
) -> list[str]:
    """Write the grades to `file`; return a sentence about each learner who is not in it. Raises OSError.

    A learner's id is taken for the SIS Login ID, and for the key into `roster`, if there is one. `title` is the
    assignment's in Canvas, by default the name that it has here. Grades are after penalties for lateness.

    Who handed nothing in is left out, so that Canvas's own rule for missing work holds. A learner whose id a spreadsheet
    would run is left out, too: changed, it would no longer be found.
    """
    title = title or summary.assignment
    column = roster.column(title) if roster else title
    left_out: list[str] = []
    lines: list[Sequence[str]] = []
    for row in summary.rows:
        if reason := _reason(row, roster):
            left_out.append(f"{row.learner}: {reason}")
        else:
            lines.append([*_student(row, roster), number(row.grade)])
    maximum = number(summary.all.maximum)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([*HEADS, column])
        writer.writerow([f"    {POINTS_POSSIBLE}", "", "", "", "", maximum])
        writer.writerows(lines)
    return left_out


def _reason(row: Row, roster: Roster | None) -> str:
    if row.state == "nothing":
        return "nothing was handed in; Canvas's rule for missing work holds."
    if row.state == "waiting":
        return "not graded yet."
    if roster and roster.student(row.learner) is None:
        return "not in the gradebook exported from Canvas (looked for among the SIS Login IDs)."
    if runs(row.learner):
        return "a spreadsheet would run this id as a formula; enter the grade by hand."
    return ""


def _student(row: Row, roster: Roster | None) -> tuple[str, ...]:
    known = roster.student(row.learner) if roster else None
    if known:
        return tuple(map(safe, known))
    person = row.person
    name = ", ".join(filter(None, (person.last_name, person.first_name))) or row.learner
    return safe(name), safe(person.lms), "", row.learner, ""


def _separator(lines: list[str]) -> str:
    """Return what stands between cells; Canvas exports semicolons where the instructor's language wants them."""
    first = lines[0] if lines else ""
    return ";" if first.count(";") > first.count(",") else ","
