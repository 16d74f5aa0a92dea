"""A broken file is put aside, under a name of its own; nothing is deleted."""

from datetime import datetime
from itertools import count
from pathlib import Path

__all__ = ["set_aside"]


def set_aside(path: Path, folder: Path) -> Path:
    """Move a file or folder into `folder`, with the day in its name; return where it is now. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    day = f"{datetime.now().astimezone():%Y-%m-%d}"
    places = (folder / f"{path.stem}-broken-{day}-{number}{path.suffix}" for number in count(1))
    place = next(each for each in places if not each.exists())
    return path.rename(place)
