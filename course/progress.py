"""What a learner's notes say about each module, as plain data."""

from typing import Any

from course.learner import Store
from course.syllabus import Module

__all__ = ["standing"]

_MOST_EXERCISES = 12


def standing(module: Module, notes: Store) -> dict[str, Any]:
    """Return what is noted of a module.

    ``exercises`` maps an exercise's id to its best ``points`` and its ``maximum``, for those that were tried;
    ``answered`` counts the questions of the knowledge check that have an answer.
    """
    ids = (f"{module.id}.e{number}" for number in range(1, _MOST_EXERCISES))
    tried = {name: best for name in ids if isinstance(best := notes.get(f"best/{name}"), dict)}
    answers = notes.get(f"quiz/{module.id}", {})
    return {
        "module": module.id,
        "title": module.title,
        "exercises": {
            name: {"points": best.get("points", 0), "maximum": best.get("maximum", 0)}
            for name, best in tried.items()
        },
        "answered": sum(map(bool, answers.values())) if isinstance(answers, dict) else 0,
    }
