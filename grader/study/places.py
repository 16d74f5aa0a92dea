"""Where a learner's own notebooks are."""

from pathlib import Path

from course.called import called
from course.syllabus import Module, SyllabusError, module_of, syllabus
from course.workspace import ROOT
from grader import rubrics

__all__ = ["WORK", "StudyError", "exercise_id", "module", "notebook", "released", "solved"]

WORK = ROOT / "work"


class StudyError(ValueError):
    """A command of the learner's cannot be carried out; the text says why and what to do."""


def module(name: str) -> Module:
    """Return the module that ``m05``, ``m05_publish_subscribe`` or ``m05.e1`` is of. Raises StudyError."""
    try:
        found = syllabus().module(module_of(name))
    except SyllabusError as unknown:
        raise StudyError(f"{unknown} Say for example m05, or m05.e1 for one exercise.") from None
    if not found.ready:
        raise StudyError(f"{found.id}, {found.title}, is planned; there is nothing to open yet.")
    return found


def exercise_id(name: str) -> str:
    """Return an exercise's id, ``m05.e1``, if there is such an exercise. Raises StudyError."""
    known = rubrics.ids(module(name).id)
    if name not in known:
        raise StudyError(f"There is no exercise `{name}`; the module has: {', '.join(known)}.")
    return name


def notebook(of: Module, work: Path = WORK) -> Path:
    """Return a learner's own exercise notebook of a module. Raises StudyError where it is not there."""
    path = work / "exercises" / of.stem / f"{of.stem}.ipynb"
    if not path.is_file():
        raise StudyError(
            f"{path} is not there. `{called('lab')}` puts your own copies of all notebooks there; or name your folder with "
            "--folder."
        )
    return path


def released(of: Module, root: Path = ROOT) -> Path:
    """Return the exercise notebook as it was released."""
    return root / "exercises" / of.stem / f"{of.stem}.ipynb"


def solved(of: Module, root: Path = ROOT) -> Path:
    """Return the notebook with the course's own answers. Raises StudyError where this copy has none."""
    path = root / "solutions" / of.stem / f"{of.stem}.ipynb"
    if not path.is_file():
        raise StudyError(
            "This copy of the course holds no solutions: it is a kit for a class. Ask your instructor."
        )
    return path
