"""A learner taken out of a class with everything of theirs. Nothing is lost: it lies in a folder named after the moment."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from nbgrader.apps.api import NbGraderAPI

from .course import ClassroomError, gradebook

__all__ = ["REMOVED", "Leaving", "leaving", "removed"]

REMOVED = "removed"
# Below `classroom/`: where each learner has a folder of their own, and where a file's name begins with who handed it in.
_FOLDERS = ("submitted", "autograded", "feedback", "replaced", "kits/*/learners")
_INBOX = "exchange/*/inbound"


@dataclass(frozen=True)
class Leaving:
    """What there is of one learner: whether the gradebook knows them, and their folders, below `classroom/`."""

    learner: str
    entered: bool
    folders: tuple[Path, ...]


def leaving(course: NbGraderAPI, learners: Sequence[str]) -> list[Leaving]:
    """Return what there is of each of the `learners`, once each. Raises ClassroomError where there is nothing of one."""
    classroom = _classroom(course)
    with gradebook(course) as book:
        entered = {each.id for each in book.students}
    known = entered | {path.name for path in _learners_folders(classroom)}
    if unknown := [one for one in learners if one not in known]:
        raise ClassroomError(_nobody(unknown[0], sorted(known)))
    return [Leaving(one, one in entered, tuple(_theirs(classroom, one))) for one in dict.fromkeys(learners)]


def removed(course: NbGraderAPI, those: Sequence[Leaving], now: datetime) -> Path:
    """Take learners out of the gradebook, and move their folders; return where these are now.

    A copy of the gradebook as it was lies there, too. Raises OSError. Interrupted, the same again does the rest.
    """
    classroom = _classroom(course)
    kept = _new_folder(classroom / REMOVED / now.strftime("%Y-%m-%d-%H%M%S"))
    _copy_gradebook(course, kept / "gradebook.db")
    for one in those:
        for folder in one.folders:
            (kept / folder).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(classroom / folder, kept / folder)
    with gradebook(course) as book:
        for one in those:
            if one.entered:
                book.remove_student(one.learner)
    return kept


def _classroom(course: NbGraderAPI) -> Path:
    return Path(course.coursedir.root) / "classroom"


def _learners_folders(classroom: Path) -> Iterator[Path]:
    return (path for place in _FOLDERS for path in classroom.glob(f"{place}/*") if path.is_dir())


def _theirs(classroom: Path, learner: str) -> Iterator[Path]:
    handed_in = (path for path in classroom.glob(f"{_INBOX}/*+*+*") if path.name.partition("+")[0] == learner)
    own = (path for path in _learners_folders(classroom) if path.name == learner)
    return (path.relative_to(classroom) for path in sorted([*own, *handed_in]))


def _nobody(learner: str, known: Sequence[str]) -> str:
    near = get_close_matches(learner, known, 1)
    said = (
        f"Did you mean `{near[0]}`?" if near else "`nbgrader db student list` shows whom the gradebook knows."
    )
    return f"There is nothing of a learner `{learner}` in this class. {said}"


def _new_folder(path: Path) -> Path:
    """Make the folder, or where two of these are made in one second, one beside it."""
    number = 1
    while True:
        made = path if number == 1 else path.with_name(f"{path.name}-{number}")
        try:
            made.mkdir(parents=True)
        except FileExistsError:
            number += 1
        else:
            return made


def _copy_gradebook(course: NbGraderAPI, to: Path) -> None:
    place = str(course.coursedir.db_url).removeprefix("sqlite:///")
    with closing(sqlite3.connect(place)) as book, closing(sqlite3.connect(to)) as copy:
        book.backup(copy)
