"""The learners of a class, as a file names them, and the file that each of them gets."""

import csv
from collections.abc import Sequence
from pathlib import Path

from course.learner_file import LearnerFile
from course.syllabus import module_of
from grader.classroom.exams import Exams

__all__ = ["RosterError", "learner_file", "learners"]

COLUMN = "id"
# Whoever finds one of these in a table's first line sees no learner in it. A spreadsheet may have put signs other
# than commas between them.
HEADINGS = {
    COLUMN,
    "name",
    "first_name",
    "last_name",
    "first name",
    "last name",
    "email",
    "e-mail",
    "login",
    "username",
    "student",
}
# They are names of folders, in nbgrader's exchange too.
NOT_IN_NAMES = '/\\:*?"<>|'


class RosterError(Exception):
    """The list of learners cannot be used; the text says where, what was found, what was expected and what to do."""


def learners(path: Path) -> list[str]:
    """Return the ids of the learners in a file, in its order: one a line, or the column `id` of a table (CSV).

    Raises RosterError.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as problem:
        raise RosterError(
            f"{path}: found a file that cannot be read ({problem}); expected a list of learners. Save it as text (UTF-8)."
        ) from None
    rows = [
        [cell.strip() for cell in row]
        for row in csv.reader(text.splitlines())
        if any(cell.strip() for cell in row)
    ]
    if rows and COLUMN not in rows[0] and _is_heading(rows[0]):
        raise RosterError(
            f"{path}, line 1: found the columns {', '.join(rows[0])}; expected a column `{COLUMN}`, and commas between columns. Name the column that holds the learners' ids so."
        )
    column = rows.pop(0).index(COLUMN) if rows and COLUMN in rows[0] else 0
    ids = [row[column] if column < len(row) else "" for row in rows]
    for number, one in enumerate(ids, 1):
        if not _is_name(one):
            raise RosterError(
                f"{path}, learner {number}: found `{one}`; expected an id that can be the name of a folder. Give them another in `{path.name}`."
            )
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise RosterError(
            f"{path}: found {', '.join(sorted(twice))} more than once; expected each learner once. Take the others out."
        )
    if not ids:
        raise RosterError(
            f"{path}: found no learner; expected one id a line, or a table with a column `{COLUMN}`. Name the file that holds them."
        )
    return ids


def _is_heading(row: Sequence[str]) -> bool:
    cells = {cell.strip().casefold() for cell in ";".join(row).replace("\t", ";").split(";")}
    return bool(cells & HEADINGS)


def _is_name(one: str) -> bool:
    return bool(one) and one.isprintable() and not one.startswith(".") and not set(one) & set(NOT_IN_NAMES)


def learner_file(learner: str, assignments: Sequence[str], exams: Exams) -> LearnerFile:
    """Return a learner's file: their id, and their keys of those assignments that are exams."""
    keys = {module_of(name): exams.keys(name, learner).values for name in assignments if name in exams}
    return LearnerFile(learner, keys)
