"""Collecting submissions from the exchange as they are: a learner's link is not followed with the instructor's rights.

What lies in the exchange belongs to whoever handed it in. nbgrader copies what a link leads to, so that a link to the
solution would come out as a notebook with all the answers, and it stops at the first pipe, before the other learners.
Nor is a folder taken for that of the learner whose name it bears where the system knows that somebody else made it.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from .submission import NBGRADERS

__all__ = ["Collect"]

Ignore = Callable[[str, list[str]], Iterable[str]]


class Collect(ExchangeCollect):  # type: ignore[misc]  # nbgrader is untyped
    """nbgrader's own, but for what it copies. Grading says in words what is wrong with a submission."""

    src_records: list[dict[str, Any]]  # nbgrader's choice: whose folder, which, of when

    def _sort_by_timestamp(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a learner's records, the newest first; those that somebody else made count only where there are no others."""
        own = [record for record in records if not self._is_forged(record)]
        found: list[dict[str, Any]] = super()._sort_by_timestamp(own or records)
        return found

    def copy_files(self) -> None:
        """Copy what is to be collected, but for folders that somebody else made."""
        forged = [record for record in self.src_records if self._is_forged(record)]
        for record in forged:
            self.log.warning(
                "This bears the name of %s and belongs to somebody else, so nothing of it was collected: %s",
                record["username"],
                Path(self.inbound_path, record["filename"]),
            )
        self.src_records = [record for record in self.src_records if record not in forged]
        super().copy_files()

    def _is_forged(self, record: Mapping[str, Any]) -> bool:
        """Tell whether a folder is certainly not its learner's: they have an account here, and it belongs to another one.

        What the administrator or whoever collects has put there is not suspected, and without `check_owner` nothing is.
        """
        whose = _account(record["username"]) if self.check_owner else None
        if whose is None:
            return False
        owner = Path(self.inbound_path, record["filename"]).lstat().st_uid
        return owner not in (whose, os.getuid(), 0)

    def do_copy(self, src: str, dest: str, log: object = None) -> None:  # noqa: ARG002  nbgrader's signature
        """Copy a submission: links as links, and of one that is too large the notebook alone."""
        if Path(src).is_symlink():
            self.log.warning("This is a link to another folder, so nothing of it was collected: %s", src)
            Path(dest).mkdir()
            return
        try:
            shutil.copytree(src, dest, symlinks=True, ignore=self._ignored(src))
        except shutil.Error as problem:  # all that could be copied was
            for source, _, why in problem.args[0]:
                self.log.warning("This could not be collected: %s: %s", source, why)
        if self.coursedir.groupshared:
            _share(Path(dest))

    def _ignored(self, src: str) -> Ignore:
        course = self.coursedir
        if self.get_size(src) > 1000 * course.max_dir_size:
            self.log.warning("This is too large, so the notebook alone was collected: %s", src)
            kept = {f"{course.assignment_id}.ipynb", *NBGRADERS}
            return lambda folder, names: set(names) - kept if folder == src else names
        ignored: Ignore = ignore_patterns(course.ignore, course.include, course.max_file_size, self.log)
        return ignored

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Return whose folder in the exchange this is, and of when; one of another name is the oldest."""
        try:
            found: dict[str, Any] = super()._path_to_record(path)
        except (ExchangeError, ValueError, OverflowError):
            name = Path(path).name
            self.log.warning("This was not handed in by `nbgrader submit`: %s", path)
            return {"username": name.partition("+")[0], "filename": name, "timestamp": datetime.min}  # noqa: DTZ901  nbgrader's times bear no zone
        return found


def _account(learner: str) -> int | None:
    """Return the number of a learner's account on this machine, None where they have none."""
    if sys.platform == "win32":
        return None
    import pwd

    try:
        return pwd.getpwnam(learner).pw_uid
    except (KeyError, ValueError):
        return None


def _share(folder: Path) -> None:
    """Let the group of instructors change what was collected; a link's target is nobody's business."""
    for place, _, files in os.walk(folder):
        Path(place).chmod(Path(place).stat().st_mode | 0o2770)
        for path in (Path(place, name) for name in files):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o660)
