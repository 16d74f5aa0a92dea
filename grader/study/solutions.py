"""The course's own answer beside the learner's, once it can be opened."""

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from course import learner
from course.called import called
from course.syllabus import Module
from grader import rubrics

from .answer import answer
from .places import StudyError, notebook, solved
from .standing import standings

__all__ = ["Compared", "compared", "opened"]

# What nbgrader cuts a solution out by.
MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")


@dataclass(frozen=True)
class Compared:
    """A learner's answer and the course's, both for this learner's own values."""

    mine: str
    course: str

    @property
    def difference(self) -> str:
        """Return what is otherwise, as a unified diff; "" where nothing is."""
        lines = unified_diff(
            self.mine.splitlines(), self.course.splitlines(), "yours", "the course's", lineterm=""
        )
        return "\n".join(lines)


def compared(of: Module, exercise: str, work: Path) -> Compared:
    """Return both answers. Raises StudyError where the solution cannot be opened yet, or is not here."""
    return Compared(answer(notebook(of, work), exercise), opened(of, exercise))


def opened(of: Module, exercise: str) -> str:
    """Return the course's own answer, for this learner's values. Raises StudyError where it cannot be opened yet, or is not here.

    It opens with full points, or when all hints are open.
    """
    solution = answer(solved(of), exercise)
    found = next(each for each in standings(of, learner.notes()) if each.exercise.id == exercise)
    if not (found.done or found.helped_out):
        raise StudyError(
            f"The solution of {exercise} opens when you have full points, or when all hints are open, so far {found.opened} "
            f"of {len(found.exercise.hints)}. `{called('hint ' + exercise)}` opens the next."
        )
    who = learner.current().id
    return _without_marks(rubrics.for_learner(solution, found.exercise, who, learner.values_key(exercise)))


def _without_marks(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip() not in MARKS)
