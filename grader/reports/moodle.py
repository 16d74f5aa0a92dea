"""A file of grades that Moodle imports into its gradebook (Grades, Import, CSV file).

Moodle asks which column names the user and what each other column is, so the heads are free and said in plain words here.
A user is found by the exact username, ID number or email address; one that is not found stops the whole import, and so
does a grade over 100 unless the site allows more. An empty grade would delete the one that is there. See Moodle's own
importer (https://github.com/moodle/moodle, grade/import/csv/classes/load_data.php) and
https://docs.moodle.org/en/Grade_import.
"""

import csv
from pathlib import Path
from typing import Literal

from grader.classroom.rows import Row

from .summary import Summary
from .texts import number, runs, safe

__all__ = ["Identity", "write_moodle"]

Identity = Literal["username", "idnumber", "email"]


def write_moodle(
    summary: Summary, file: Path, *, identity: Identity = "username", title: str | None = None
) -> list[str]:
    """Write the grades with feedback to `file`; return a sentence about each learner who is not in it.

    A learner's id is taken for the username or the ID number; the email address is the gradebook's. `title` is the
    assignment's in Moodle, by default the name that it has here. Grades are after penalties for lateness. Raises OSError.
    """
    title = title or summary.assignment
    left_out: list[str] = []
    # Moodle's own encoding is UTF-8, and it cuts a byte-order mark off; without one there is nothing to go wrong.
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([identity, title, f"{title} feedback"])
        for row in summary.rows:
            name = row.person.email if identity == "email" else row.learner
            if reason := _reason(row, name):
                left_out.append(f"{row.learner}: {reason}")
            else:
                writer.writerow([name, number(row.grade), safe(_feedback(row))])
    return left_out


def _reason(row: Row, name: str) -> str:
    if row.state == "nothing":
        return "nothing was handed in."
    if row.state == "waiting":
        return "not graded yet."
    if not name:
        return "the gradebook knows no email address; enter it with `nbgrader db student add ID --email=ADDRESS`."
    if runs(name):
        return "a spreadsheet would run this name as a formula; enter the grade by hand."
    return ""


def _feedback(row: Row) -> str:
    """Return what a learner reads beside the grade: points by exercise, the penalty, and what there is to mention."""
    points = (f"{name}: {number(row.points[name])} of {number(most)}" for name, most in row.maxima.items())
    late = f"{number(row.penalty)} points less for lateness." if row.penalty else ""
    said = " ".join(" ".join((late, *row.remarks)).split())  # on one line
    return ". ".join(filter(None, ("; ".join(points), said)))
