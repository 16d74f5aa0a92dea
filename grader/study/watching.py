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
    """Yield a line for each exercise whose points are not what they were, all of them the first time."""
    known = {grade.exercise: grade.points for grade in before.grades} if before else {}
    for grade in now.grades:
        if known.get(grade.exercise) != grade.points:
            yield _line(grade, known.get(grade.exercise))


def _saved_at(path: Path) -> float | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def _line(grade: Grade, before: float | None) -> str:
    was = "" if before is None else f" (it was {before:g})"
    said = grade.reason or (grade.report or {}).get("message", "")
    told = f": {said}" if said and grade.points < grade.maximum else ""
    return f"{grade.exercise}: {grade.points:g} of {grade.maximum:g}{was}{told}"
