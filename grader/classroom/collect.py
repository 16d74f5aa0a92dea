"""Collecting submissions from the exchange as they are: a learner's link is not followed with the instructor's rights.

What lies in the exchange belongs to whoever handed it in. nbgrader copies what a link leads to, so that a link to the
solution would come out as a notebook with all the answers, and it stops at the first pipe, before the other learners.
"""

import os
import shutil
from collections.abc import Callable, Iterable
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


def _share(folder: Path) -> None:
    """Let the group of instructors change what was collected; a link's target is nobody's business."""
    for place, _, files in os.walk(folder):
        Path(place).chmod(Path(place).stat().st_mode | 0o2770)
        for path in (Path(place, name) for name in files):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o660)
