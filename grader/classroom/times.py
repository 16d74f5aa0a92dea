"""When a submission was handed in, as the file says that `nbgrader submit` adds; anything may stand in its place."""

import stat
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from .submission import is_linked

__all__ = ["TimeError", "handed_in_at"]

NAME = "timestamp.txt"
MOST_BYTES = 100


class TimeError(ValueError):
    """What stands in the place of the time is none."""


def handed_in_at(folder: Path) -> datetime | None:
    """Return when the submission in a `folder` was handed in, in UTC; None where nobody said. Raises TimeError."""
    path = folder / NAME
    if is_linked(folder):  # that of somebody else
        return None
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            raise TimeError(f"{path} is not a small file")
        at: datetime = parse_utc(path.read_text(encoding="utf-8-sig").strip())
    except FileNotFoundError:
        return None
    except TimeError:
        raise
    # What the parser of dates says of a text that is none differs.
    except (OSError, ValueError, OverflowError, TypeError) as problem:
        raise TimeError(f"{path} holds no time") from problem
    return at
