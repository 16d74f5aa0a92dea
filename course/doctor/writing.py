"""Folders that cannot be written, and room on the disk."""

import os
import shutil
import stat
import tempfile
from pathlib import Path

from course import learner

from .check import Finding, Mender

__all__ = ["disk", "folders"]

_NEEDED = 200  # megabytes: notebooks with their pictures, and what Jupyter keeps beside them


def folders(work: Path) -> Finding:
    """The learner's work, and what is remembered of them, can be written."""
    for folder in (work, learner.home()):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            return Finding(
                False,
                f"{folder} cannot be written ({error.strerror or error})",
                "Nothing that you do could be saved there.",
                _todo(folder),
                _mender(folder),
            )
    return Finding(ok=True, found=f"your work is kept in {work}")


def disk(work: Path) -> Finding:
    """There is room where the learner's work is, and where programs put temporary files."""
    for folder in (_there(work), _there(learner.home()), Path(tempfile.gettempdir())):
        free = shutil.disk_usage(folder).free // 1_000_000
        if free < _NEEDED:
            return Finding(
                False,
                f"{free} MB are free where {folder} is, and the course wants {_NEEDED}",
                "A notebook that is saved on a full disk can be cut short.",
                "Make room: empty the bin; `python3 -m pip cache purge` lets go of what pip keeps for later.",
            )
    return Finding(ok=True, found="there is room on the disk")


def _there(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def _todo(folder: Path) -> str:
    there = _there(folder)
    if os.name == "posix" and there.stat().st_uid != os.getuid():
        return (
            f"{there} belongs to somebody else (was the course started with sudo once?): "
            f'sudo chown -R "$USER" "{there}". --folder and the variable COURSE_HOME name other folders.'
        )
    return "Give yourself the right to write there; --folder and the variable COURSE_HOME name other folders."


def _mender(folder: Path) -> Mender | None:
    """Return what gives the owner back the right to write; nobody else's folder is touched."""
    there = _there(folder)
    if os.name != "posix" or there.stat().st_uid != os.getuid() or not there.is_dir():
        return None

    def allow() -> str:
        there.chmod(there.stat().st_mode | stat.S_IRWXU)
        return f"you may write in {there} again"

    return allow
