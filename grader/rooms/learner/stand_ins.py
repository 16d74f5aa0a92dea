"""What a notebook imports from the course, while a submission is graded: accounts of the examiner's, and no pictures.

The simulations are the same as ever: a learner may let one find the answer. So is the States Language, which needs no
account; it is loaded before learners' processes are forked, because to load it takes longer than most cells.
"""

import sys
from types import ModuleType
from typing import Any

from course import asl, simulation

__all__ = ["install"]


class _Quiet(ModuleType):
    """A module of which every name is a function that does nothing: pictures, hints, values that are only shown."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing


def install(account: type) -> None:
    """Put modules in the place of `course` and `grader.notebook`; a cell that is ours has no other effect."""
    course = ModuleType("course")
    course.__path__ = []
    cloud = ModuleType("course.cloud")
    cloud.Account = account  # type: ignore[attr-defined]
    modules = {
        "course": course,
        "course.asl": asl,
        "course.cloud": cloud,
        "course.simulation": simulation,
        "course.widgets": _Quiet("course.widgets"),
        "grader.notebook": _Quiet("grader.notebook"),
    }
    sys.modules.update(modules)
    for name, module in modules.items():
        parent, _, child = name.rpartition(".")
        if parent in sys.modules:
            setattr(sys.modules[parent], child, module)


def _nothing(*_: Any, **__: Any) -> None:
    return None
