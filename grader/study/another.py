"""Other values in all exercises of a module, for whoever studies alone and wants to do it once more."""

from pathlib import Path

from course import learner
from course.syllabus import Module

from .places import StudyError, notebook
from .resetting import reset_module

__all__ = ["another"]


def another(of: Module, work: Path) -> list[Path]:
    """Give a learner other values in a module's exercises, which begin anew; return where their old answers are kept.

    Raises StudyError for somebody of a class.
    """
    notebook(of, work)
    try:
        learner.other_values(of.id)
    except ValueError as refusal:
        raise StudyError(str(refusal)) from None
    return reset_module(of, work)
