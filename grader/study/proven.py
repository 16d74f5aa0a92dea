"""What the full grading found of a learner's answers: the best of it is noted, with its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from course.learner import Store
from grader.self_check.check import Grade

__all__ = ["Proof", "note", "proven"]


@dataclass(frozen=True)
class Proof:
    """The best points of an exercise in full grading, with all cases, and the day (ISO) when they were reached first."""

    exercise: str
    points: float
    maximum: float
    day: str


def note(grades: Iterable[Grade], notes: Store, today: date) -> None:
    """Note what was graded, where it is better than what was before."""
    for grade in grades:
        before = proven(grade.exercise, notes)
        if not grade.reason and grade.points > (before.points if before else 0.0):
            found = {"points": grade.points, "maximum": grade.maximum, "day": today.isoformat()}
            notes.put(_key(grade.exercise), found)


def proven(exercise: str, notes: Store) -> Proof | None:
    """Return what was proven of an exercise (``m05.e1``), None where nothing was; notes that nobody can read are nothing."""
    found: Any = notes.get(_key(exercise))
    try:
        return Proof(exercise, float(found["points"]), float(found["maximum"]), str(found["day"]))
    except (TypeError, KeyError, ValueError):
        return None


def _key(exercise: str) -> str:
    return f"proven/{exercise}"
