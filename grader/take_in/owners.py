"""Whose a file is: learning platforms say it in the name, with numbers of their own, which a list of theirs explains.

Canvas names the files of its archive `name_[LATE_]12345_67890_file.ipynb`, with the user's number first, which is the
column `ID` of an exported gradebook. Moodle puts each learner's files into a folder `Full Name_12345_assignsubmission_file_`
(or before the file's name; some versions leave out the last sign), with the number of the column `Identifier` of the grading worksheet.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from grader.classroom.course import ClassroomError

__all__ = ["Known", "Owners", "read_people"]

_CANVAS = re.compile(r"[^_/]+_(?:LATE_)?(?P<number>\d+)_\d+_(?P<file>.+)")
_MOODLE = re.compile(r".+?_(?P<number>\d+)_assignsubmission_[a-z]+(?:_(?P<file>.*))?")
_NUMBERED = ("ID", "Identifier")  # columns of Canvas and of Moodle
# Learners may choose what they are called: it tells who they are only where nothing else does.
_NAMED = ("Student", "Full name", "First name", "Last name", "Surname")
_NOT_NAMES = re.compile(r'[/\\:*?"<>|]|^\.|^$')


@dataclass(frozen=True)
class Known:
    """The learners of a class: ids, and for each id other words that mean the same person (an address, a number)."""

    ids: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)

    def one(self, word: str) -> str | None:
        """Return the id of the learner that a word means; upper and lower case are one."""
        wanted = word.strip().casefold()
        by_id = {each.casefold(): each for each in self.ids}
        return by_id.get(wanted) or {key.casefold(): who for key, who in self.words.items()}.get(wanted)


def read_people(file: Path, known: Known) -> dict[str, str]:
    """Return the learner behind each of a platform's numbers, from its gradebook (Canvas) or worksheet (Moodle), as CSV.

    A row belongs to the learner whose id, or a word for whom, stands in any of its cells. Raises ClassroomError for a
    file that is no such table, and OSError.
    """
    try:
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise ClassroomError(
            f"`{file}` cannot be read ({problem}). Export it from the platform as CSV (UTF-8)."
        ) from None
    column = next((name for name in _NUMBERED if rows and name in rows[0]), None)
    if column is None:
        raise ClassroomError(
            f"`{file}` has no column {' or '.join(_NUMBERED)}: expected the gradebook that Canvas exports, or Moodle's "
            "grading worksheet. Export it as CSV and name that file."
        )
    found = {}
    for row in rows:
        number = re.search(r"\d+", str(row[column] or ""))
        named = sorted(row, key=_NAMED.__contains__)
        cells = [row[name] for name in named if isinstance(row[name], str)]
        who = next(filter(None, (known.one(cell) for cell in cells)), None)
        if number and who:
            found[number[0]] = who
    return found


class Owners:
    """Tells whose a file is. `numbers` are a platform's own, by which it names files."""

    def __init__(self, known: Known, numbers: Mapping[str, str] | None = None) -> None:
        self._known = known
        self._numbers = {**known.words, **(numbers or {})}

    def of(self, path: PurePosixPath) -> tuple[str | None, str]:
        """Return the learner (None where it cannot be told), and the name that the file had when it was handed in.

        What stands further in, or behind the first number, may be a name that the learner gave to look like another.
        """
        for part in path.parts:
            if match := _CANVAS.fullmatch(part) or _MOODLE.fullmatch(part):
                who = self._numbers.get(match["number"])
                return who, match["file"] if part == path.name and match["file"] else path.name
            if self._known.one(part):
                break
        whole = {each for part in path.parts for each in self._whole(part)}
        if len(whole) == 1:
            return whole.pop(), path.name
        if not self._known.ids and len(path.parts) > 1 and not _NOT_NAMES.search(path.parts[0]):
            return path.parts[0], path.name
        begun = set(self._begun(path.name)) if not whole else set()
        return (begun.pop() if len(begun) == 1 else None), path.name

    def _whole(self, part: str) -> Iterator[str]:
        for word in dict.fromkeys((part, PurePosixPath(part).stem)):
            if who := self._known.one(word):
                yield who

    def _begun(self, name: str) -> Iterable[str]:
        """Yield the learners with whose id a name begins, the longest alone where one is the beginning of another."""
        found = [
            each
            for each in self._known.ids
            if name.casefold().startswith(each.casefold())
            and name[len(each) : len(each) + 1] in ("_", "-", " ", ".")
        ]
        longest = max(map(len, found), default=0)
        return (each for each in found if len(each) == longest)
