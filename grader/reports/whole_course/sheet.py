"""A class over the whole course for a spreadsheet: a row a learner, a column an assignment."""

import csv
from pathlib import Path

from grader.reports.texts import number, safe

from .whole_course import WholeCourse

__all__ = ["write_sheet"]

ABOUT = ("learner", "last name", "first name", "email", "grade", "maximum", "handed in")


def write_sheet(course: WholeCourse, file: Path) -> None:
    """Write the class to `file`; a cell is empty where there is no grade. Raises OSError.

    The file opens with a byte-order mark, as that of one assignment does.
    """
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(map(safe, [*ABOUT, *course.assignments]))
        for each in course.standings:
            person = each.person
            about = (each.learner, person.last_name, person.first_name, person.email)
            grades = (
                number(row.grade) if row.has_grade else ""
                for row in map(each.rows.__getitem__, course.assignments)
            )
            sums = (number(each.grade), number(each.maximum), str(each.handed_in))
            writer.writerow([*map(safe, about), *sums, *grades])
