"""One run at a time: two that write the same class would take each other's folders away."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .course import ClassroomError

__all__ = ["alone"]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder of a class for the block; the system lets go of it however this process ends.

    Raises ClassroomError where another run holds it. Windows has no such lock: there nobody is kept out.
    """
    if sys.platform == "win32":
        yield
        return
    held = _held(folder)
    try:
        yield
    finally:
        os.close(held)


def _held(folder: Path) -> int:
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        os.close(descriptor)
        raise ClassroomError(
            f"`{folder}` cannot be held ({problem.strerror}): another run is grading into it. Wait until it has ended."
        ) from None
    return descriptor
