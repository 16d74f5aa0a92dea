"""What comes next: the first thing that is not done, in the order of the course."""

from dataclasses import dataclass
from pathlib import Path

from course.learner import Store
from course.progress import standing
from course.syllabus import Module, syllabus

from .standing import Standing, standings

__all__ = ["Step", "ahead"]


@dataclass(frozen=True)
class Step:
    """One thing to do: in words, and the file (relative to the work folder) in which it is done."""

    words: str
    file: Path


def ahead(notes: Store) -> Step | None:
    """Return what comes next, None where everything that is ready is done; what was begun comes first."""
    modules = sorted(syllabus().ready, key=lambda each: not _begun(each, notes))
    return next((step for module in modules if (step := _of_module(module, notes))), None)


def _of_module(of: Module, notes: Store) -> Step | None:
    known = standings(of, notes)
    lesson, exercises = Path("lessons", f"{of.stem}.ipynb"), Path("exercises", of.stem, f"{of.stem}.ipynb")
    named = f"{of.id.upper()}, {of.title}"
    if not _begun(of, notes):
        return Step(f"{named}: begin with its lesson.", lesson)
    left = [each for each in known if not each.done]
    if left:
        return Step(f"{named}: {_words(left[0])}", exercises)
    if not standing(of, notes)["answered"]:
        return Step(f"{named}: answer the knowledge check at the end of its lesson.", lesson)
    return None


def _begun(of: Module, notes: Store) -> bool:
    known = standings(of, notes)
    return any(each.begun for each in known) or bool(standing(of, notes)["answered"])


def _words(each: Standing) -> str:
    name = f"{each.exercise.id}, {each.exercise.title}"
    if each.best is None:
        return f"begin {name}."
    return f"finish {name}, in which you have {each.best:g} of {each.exercise.maximum:g} points."
