"""Folders that last as long as the processes that use them: one whose processes were killed is removed by the next start.

Who is killed cannot clear away. So a folder is locked by whoever makes it, and by all forks of that process; the system
lets go of the lock with the last of them, however they end, and then whoever makes another folder of the kind removes
this one. Nobody is asked for numbers of processes, which can be somebody else's by then.
"""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

__all__ = ["OwnFolder"]


class OwnFolder:
    """A new, empty folder for temporary files, at `path`, for this process and its forks; `close` removes it.

    `kind` is a word. Those of the same kind that nobody has any more, and that are this user's, are removed first.
    """

    def __init__(self, kind: str) -> None:
        prefix = f"course-{kind}-"
        _remove_left(prefix)
        lock = None
        while lock is None:  # whoever removes may have come between the two steps
            self.path = Path(tempfile.mkdtemp(prefix=prefix))
            lock = _held(self.path)
        self._lock = lock

    def close(self) -> None:
        """Remove it, with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def _remove_left(prefix: str) -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError):  # no folder of this user's, or somebody has it
            lock = _opened(folder)
            try:
                if os.fstat(lock).st_uid == os.getuid():
                    _lock(lock)
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def _held(folder: Path) -> int | None:
    """Return a descriptor that holds a folder, None where somebody is removing it."""
    try:
        lock = _opened(folder)
    except FileNotFoundError:
        return None
    try:
        with contextlib.suppress(_NoLocksError):
            _lock(lock)
        if os.path.samestat(os.fstat(lock), folder.stat()):
            return lock
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(lock)
    return None


def _opened(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


class _NoLocksError(OSError):
    """The file system knows no locks. There nobody can remove what was left, and nobody's folder is taken away."""


def _lock(descriptor: int) -> None:
    """Lock, without waiting. Raises BlockingIOError where somebody else has, and _NoLocksError."""
    import fcntl  # Windows has none, and grades nobody

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as problem:
        raise _NoLocksError(*problem.args) from None
