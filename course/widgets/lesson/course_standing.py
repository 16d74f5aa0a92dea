"""Where a learner stands: of each module what is done, and what comes next."""

from dataclasses import dataclass

from course.exercises import titles
from course.learner import Store
from course.progress import standing
from course.syllabus import Module
from course.widgets.lesson.assessment.standing import forms_of
from course.widgets.lesson.questions import QuizError, read
from course.widgets.words import number

__all__ = ["Exercise", "Row", "Step", "next_step", "row_of"]

SIGNS = {"done": "✓", "begun": "◐", "new": "○", "planned": "·"}


@dataclass(frozen=True)
class Exercise:
    """An exercise (``m05.e1``), its title, and the best points of it; None where it was not tried."""

    id: str
    title: str
    points: float | None = None
    maximum: float = 0

    @property
    def state(self) -> str:
        """``done``, ``begun`` or ``new``."""
        if self.points is None:
            return "new"
        return "done" if self.maximum and self.points >= self.maximum else "begun"

    @property
    def short(self) -> str:
        """How the notebook calls it: ``E1``."""
        return self.id.partition(".")[2].upper()


@dataclass(frozen=True)
class Row:
    """A module, its exercises, its knowledge check (`answered` of `questions`), and whether its assessment is over."""

    module: Module
    exercises: tuple[Exercise, ...]
    answered: int
    questions: int
    assessed: bool

    @property
    def state(self) -> str:
        """``planned``, ``new``, ``begun`` or ``done``: all exercises full, all questions answered."""
        if not self.module.ready:
            return "planned"
        if not self.answered and all(each.state == "new" for each in self.exercises):
            return "new"
        return "begun" if self.left else "done"

    @property
    def left(self) -> bool:
        """Whether something is left to do that the notes know of."""
        exercises = any(each.state != "done" for each in self.exercises)
        return exercises or self.answered < self.questions or not self.assessed

    @property
    def here(self) -> bool:
        """Whether this copy of the course holds the exercises; the notes know others by their ids alone."""
        return any(each.title for each in self.exercises)

    @property
    def check(self) -> str:
        """What is known of the knowledge check, in words that follow others."""
        return f", {self.answered} of {self.questions} questions" if self.answered and self.questions else ""

    @property
    def full(self) -> int:
        """How many exercises are done."""
        return sum(each.state == "done" for each in self.exercises)


@dataclass(frozen=True)
class Step:
    """What comes next: in which module, in words, whether in its ``lesson`` or its ``exercises``, and under which heading."""

    module: Module
    words: str
    place: str
    heading: str = ""


def row_of(module: Module, notes: Store) -> Row:
    """Return what a learner's notes say about a module."""
    known = standing(module, notes)
    tried = {name: (best["points"], best["maximum"]) for name, best in known["exercises"].items()}
    exercises = tuple(
        Exercise(name, title, *tried.get(name, ()))
        for name, title in (titles(module) or dict.fromkeys(tried, "")).items()
    )
    try:
        questions = len(read(module.id).items)
    except QuizError:
        questions = 0
    # Who knows the course already may leave out the assessment before it; the one at its end is the last module's check.
    last = [] if questions else forms_of(module.id, notes)
    return Row(
        module, exercises, known["answered"], questions, all(state.startswith("✓") for _, state, _ in last)
    )


def next_step(rows: list[Row]) -> Step | None:
    """Return the first thing that is left to do, None where all is done.

    A module that was begun comes before a new one; before both, in a kit for a class, the modules that it was made for.
    """
    open_rows = [row for row in rows if row.state in ("begun", "new")]
    if not open_rows:
        return None
    row = min(open_rows, key=lambda each: (not each.here, each.state != "begun"))
    if row.state == "new":
        return Step(row.module, "begin with its lesson", "lesson")
    exercise = next((each for each in row.exercises if each.state != "done"), None)
    if exercise is None:
        rest = (
            "answer its knowledge check" if row.questions else "take the assessment at the end of the course"
        )
        return Step(row.module, f"{rest}, at the end of the lesson", "lesson")
    named = f"{exercise.short}, {exercise.title}" if exercise.title else exercise.short
    heading = f"{exercise.short}: {exercise.title}" if exercise.title else ""
    if exercise.points is None:
        return Step(row.module, f"go on with exercise {named}", "exercises", heading)
    so_far = f"in which you have {number(exercise.points)} of {number(exercise.maximum)} points"
    return Step(row.module, f"finish exercise {named}, {so_far}", "exercises", heading)
