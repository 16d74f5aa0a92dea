"""An exercise as it was released, with the learner's old answer kept."""

from datetime import datetime
from itertools import count
from pathlib import Path

from course.syllabus import Module
from grader import rubrics

from .answer import answer, put
from .places import notebook, released

__all__ = ["reset", "reset_module"]


def reset(of: Module, exercise: str, work: Path) -> Path | None:
    """Put the released answer cell in the place of the learner's; return where the old one is kept, None if it was that.

    Raises StudyError.
    """
    path = notebook(of, work)
    old, new = answer(path, exercise), answer(released(of), exercise)
    if old == new:
        return None
    kept = _keep(old, exercise, work)
    put(path, exercise, new)
    return kept


def reset_module(of: Module, work: Path) -> list[Path]:
    """Reset all exercises of a module; return where what was changed is kept. Raises StudyError."""
    kept = (reset(of, exercise, work) for exercise in rubrics.ids(of.id))
    return [path for path in kept if path]


def _keep(text: str, exercise: str, work: Path) -> Path:
    folder = work / "kept" / exercise
    folder.mkdir(parents=True, exist_ok=True)
    day = f"{datetime.now().astimezone():%Y-%m-%d}"
    path = next(path for number in count(1) if not (path := folder / f"{day}-{number}.py").exists())
    path.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
    return path
