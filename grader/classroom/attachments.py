"""The other files of a submission, and the course's own beside a notebook: what is copied into the autograded folder.

nbgrader copies whatever it finds. Here only plain files are copied, and only so much: a link could lead to anybody's
file, and a pipe to nowhere.
"""

import os
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from .submission import NBGRADERS, shown

__all__ = ["Attachments", "attachments", "copy_to"]

MOST_BYTES = 100_000_000
MOST_FILES = 1_000
MOST_LOOKED_AT = 20_000
LONGEST = 1_000
TOO_MUCH = f"more than {MOST_BYTES // 1_000_000} MB or {MOST_FILES} files were handed in"
IN_THE_WAY = "it stands in the way of a file of the course's"


@dataclass(frozen=True)
class Attachments:
    """Files to copy, by their places in the autograded folder, and remarks on what is left out."""

    files: dict[Path, Path]
    remarks: tuple[str, ...] = ()


def attachments(
    folder: Path, ignored: Sequence[str], masters: Mapping[Path, Path] | None = None
) -> Attachments:
    """Return the files of `folder` other than notebooks; `ignored` are patterns as nbgrader's configuration has them.

    The course's own, `masters`, come in the place of those of the same names.
    """
    masters = masters or {}
    files: dict[Path, Path] = {}
    remarks = []
    left = MOST_BYTES
    for path, wrong, size in _looked_at(folder, ignored):
        place = path.relative_to(folder)
        if place in masters:
            continue
        in_the_way = IN_THE_WAY if _is_in_the_way(place, masters) else ""
        too_much = TOO_MUCH if size > left or len(files) >= MOST_FILES else ""
        if problem := wrong or in_the_way or too_much:
            remarks.append(f"`{shown(path, folder)}` was left out: {problem}.")
            continue
        left -= size
        files[place] = path
    return Attachments(files | dict(masters), tuple(remarks[:10]))


def copy_to(folder: Path, files: Mapping[Path, Path]) -> None:
    """Copy files, by their places in it, into a folder. Raises OSError."""
    for place, source in files.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target, follow_symlinks=False)


def _is_in_the_way(place: Path, of: Collection[Path]) -> bool:
    return any(other in place.parents or place in other.parents for other in of)


def _looked_at(folder: Path, ignored: Sequence[str]) -> Iterator[tuple[Path, str, int]]:
    """Yield each file with what is wrong with it, and its size in bytes."""
    for path in _files(folder, [*ignored, "*.ipynb"]):
        try:
            found = path.lstat()
        except OSError as error:
            yield path, f"it cannot be opened ({error.strerror})", 0
            continue
        if stat.S_ISLNK(found.st_mode):
            yield path, "it is a link to another file", 0
        elif not stat.S_ISREG(found.st_mode) or not os.access(path, os.R_OK):
            yield path, "it is no file that can be read", 0
        elif len(os.fsencode(path.relative_to(folder))) > LONGEST:
            yield path, f"its path is longer than {LONGEST:,} bytes", 0
        else:
            yield path, "", found.st_size


def _files(folder: Path, ignored: Sequence[str]) -> list[Path]:
    """Return the files, and the links to folders, in the order of their names; not all where there are very many."""
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(f"{place}/{name}")]  # noqa: PTH114  never raises
        folders[:] = [name for name in sorted(set(folders) - set(links)) if not _is_ignored(name, ignored)]
        found += [Path(place, name) for name in [*files, *links] if not _is_ignored(name, ignored)]
        if len(found) > MOST_LOOKED_AT:
            break
    # The time of handing in comes first: it may not be lost among others.
    return sorted(found, key=lambda path: (path.parent != folder or path.name not in NBGRADERS, path))[
        :MOST_LOOKED_AT
    ]


def _is_ignored(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)
