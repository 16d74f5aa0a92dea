"""A notebook checked again each time it is saved."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.self_check.check import Checked, Grade

__all__ = ["changes", "saves"]

PAUSE = 0.5  # seconds between two looks at the file


def saves(path: Path, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yield at once, and then each time the file was saved; where it is gone for a moment, wait."""
    seen: float | None = None
    while True:
        at = _saved_at(path)
        if at is not None and at != seen:
            seen = at
            yield
        else:
            sleep(PAUSE)


def changes(before: Checked | None, now: Checked) -> Iterator[str]:
    """Yield a line for each exercise of which something else is to be said than before, all of them the first time."""
    known = {grade.exercise: grade for grade in before.grades} if before else {}
    for grade in now.grades:
        was = known.get(grade.exercise)
        if was is None or (was.points, _told(was)) != (grade.points, _told(grade)):
            yield _line(grade, was)


def _saved_at(path: Path) -> float | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def _line(grade: Grade, before: Grade | None) -> str:
    was = f" (it was {before.points:g})" if before and before.points != grade.points else ""
    return f"{grade.exercise}: {grade.points:g} of {grade.maximum:g}{was}{_told(grade)}"


def _told(grade: Grade) -> str:
    """Return what is wrong, behind a colon; nothing where nothing is."""
    said = grade.reason or (grade.report or {}).get("message", "")
    return f": {said}" if said and grade.points < grade.maximum else ""
