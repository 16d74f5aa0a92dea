"""The other files of a submission, and the course's own beside a notebook: what is copied into the autograded folder.

nbgrader copies whatever it finds. Here only plain files are copied, and only so much: a link could lead to anybody's
file, and a pipe to nowhere.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import find_all_files

__all__ = ["Attachments", "attachments"]

MOST_BYTES = 100_000_000
MOST_FILES = 1_000
TOO_MUCH = f"more than {MOST_BYTES // 1_000_000} MB or {MOST_FILES} files were handed in"


@dataclass(frozen=True)
class Attachments:
    """Files to copy, by their places in the autograded folder, and remarks on what is left out."""

    files: dict[Path, Path]
    remarks: tuple[str, ...] = ()


def attachments(folder: Path, ignored: Sequence[str]) -> Attachments:
    """Return the files of `folder` other than notebooks; `ignored` are patterns as nbgrader's configuration has them."""
    files: dict[Path, Path] = {}
    remarks = []
    left = MOST_BYTES
    for path, wrong, size in _looked_at(folder, ignored):
        too_much = size > left or len(files) >= MOST_FILES
        if problem := wrong or (TOO_MUCH if too_much else ""):
            remarks.append(f"`{path.relative_to(folder)}` was left out: {problem}.")
            continue
        left -= size
        files[path.relative_to(folder)] = path
    return Attachments(files, tuple(remarks[:10]))


def _looked_at(folder: Path, ignored: Sequence[str]) -> Iterator[tuple[Path, str, int]]:
    """Yield each file with what is wrong with it, and its size in bytes."""
    for name in sorted(find_all_files(str(folder), [*ignored, "*.ipynb"])):
        path = Path(name)
        try:
            found = path.lstat()
        except OSError as error:
            yield path, f"it cannot be opened ({error.strerror})", 0
            continue
        if stat.S_ISLNK(found.st_mode):
            yield path, "it is a link to another file", 0
        elif not stat.S_ISREG(found.st_mode) or not os.access(path, os.R_OK):
            yield path, "it is no file that can be read", 0
        else:
            yield path, "", found.st_size
