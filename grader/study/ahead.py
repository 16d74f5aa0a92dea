"""What comes next: what the map on the first page says, with the file in which it is done."""

from dataclasses import dataclass
from pathlib import Path

from course.learner import Store
from course.syllabus import syllabus
from course.widgets.lesson.course_standing import next_step, row_of

__all__ = ["Step", "ahead"]


@dataclass(frozen=True)
class Step:
    """One thing to do: in words, and the file (relative to the work folder) in which it is done."""

    words: str
    file: Path


def ahead(notes: Store) -> Step | None:
    """Return what comes next, None where everything that is ready is done; what was begun comes first."""
    step = next_step([row_of(module, notes) for module in syllabus().ready])
    if step is None:
        return None
    stem = step.module.stem
    lesson, exercises = Path("lessons", f"{stem}.ipynb"), Path("exercises", stem, f"{stem}.ipynb")
    return Step(
        f"{step.module.id.upper()}, {step.module.title}: {step.words}.",
        lesson if step.place == "lesson" else exercises,
    )
