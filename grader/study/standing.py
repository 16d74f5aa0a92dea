"""What is known of each exercise, from the learner's notes."""

from dataclasses import dataclass
from typing import Any

from course.learner import Store
from course.syllabus import Module
from grader import rubrics
from grader.checks import Exercise

from .proven import Proof, proven

__all__ = ["Standing", "standings"]


@dataclass(frozen=True)
class Standing:
    """An exercise, the best points that its check in the notebook gave (None: not tried), what grading found, open hints."""

    exercise: Exercise
    best: float | None
    proof: Proof | None
    opened: int

    @property
    def begun(self) -> bool:
        """Whether it was tried, or a hint opened."""
        return self.best is not None or self.proof is not None or self.opened > 0

    @property
    def done(self) -> bool:
        """Whether it had full points, in the notebook or when it was graded."""
        found = max(self.best or 0.0, self.proof.points if self.proof else 0.0)
        return found >= self.exercise.maximum

    @property
    def helped_out(self) -> bool:
        """Whether all hints are open."""
        return self.opened >= len(self.exercise.hints)


def standings(of: Module, notes: Store) -> list[Standing]:
    """Return what is known of each exercise of a module."""
    return [_standing(rubrics.exercise(name), notes) for name in rubrics.ids(of.id)]


def _standing(exercise: Exercise, notes: Store) -> Standing:
    best = notes.get(f"best/{exercise.id}")
    return Standing(
        exercise,
        float(best.get("points", 0.0)) if isinstance(best, dict) else None,
        proven(exercise.id, notes),
        _number(notes.get(f"hints/{exercise.id}", 0)),
    )


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
