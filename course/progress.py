"""What a learner's notes say about each module, as plain data."""

from typing import Any

from course.learner import Store
from course.syllabus import Module

__all__ = ["standing"]

_MOST_EXERCISES = 12


def standing(module: Module, notes: Store) -> dict[str, Any]:
    """Return what is noted of a module.

    ``exercises`` maps an exercise's id to its best ``points`` and its ``maximum``, for those that were tried, be it in
    the notebook or by a full grading; ``answered`` counts the questions of the knowledge check that have an answer.
    """
    ids = (f"{module.id}.e{number}" for number in range(1, _MOST_EXERCISES))
    tried = {name: best for name in ids if (best := _best(name, notes))}
    answers = notes.get(f"quiz/{module.id}", {})
    return {
        "module": module.id,
        "title": module.title,
        "exercises": tried,
        "answered": sum(map(bool, answers.values())) if isinstance(answers, dict) else 0,
    }


def _best(exercise: str, notes: Store) -> dict[str, float] | None:
    known = [
        {"points": found.get("points", 0), "maximum": found.get("maximum", 0)}
        for kind in ("best", "proven")
        if isinstance(found := notes.get(f"{kind}/{exercise}"), dict)
    ]
    return max(known, key=lambda each: float(each["points"]), default=None)
