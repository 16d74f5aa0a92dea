"""The rubrics: one file an exercise, found by its id. ``m05.e1`` is `EXERCISE` in ``rubrics/m05/e1_*.py``.

A rubric, and every answer stored for it, is written for the learner named `AUTHOR`: where a task shows a learner's own
values (an amount, a prefix), the reference solution holds the author's, as a learner's would hold theirs. `for_learner`
puts another learner's values in their place.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

from grader.checks import Bench, Exercise, is_hidden

from .language import in_language
from .stored import whole
from .values import AUTHOR, ValuesError, for_learner

__all__ = [
    "AUTHOR",
    "RubricError",
    "ValuesError",
    "exercise",
    "for_learner",
    "hidden_rows",
    "ids",
    "stem",
    "whole",
]


class RubricError(LookupError):
    """There is no such exercise, or its file is not as it should be."""


def ids(module: str | None = None, *, package: str = __name__) -> list[str]:
    """Return the ids of all exercises (``m05.e1``), or of one module (``m05``), in order."""
    return [f"{room}.{name.split('_')[0]}" for room, name in _files(package, module)]


def stem(exercise_id: str, *, package: str = __name__) -> str:
    """Return the name of an exercise's file without its ending: ``e1_fan_out``. Raises `RubricError`."""
    room, _, number = exercise_id.partition(".")
    found = [name for _, name in _files(package, room) if name.split("_")[0] == number]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"exercise {exercise_id!r} has {len(found)} files: {', '.join(found)}; keep one"
        raise RubricError(message)
    known = ", ".join(ids(package=package)) or "none yet"
    message = f"there is no exercise {exercise_id!r}; there are: {known}"
    raise RubricError(message)


def exercise(exercise_id: str, *, package: str = __name__) -> Exercise:
    """Return an exercise, in the language of this copy. Raises `RubricError` where it is not to be found or calls itself by another id."""
    rubric = _rubric(exercise_id, package)
    found = getattr(rubric, "EXERCISE", None)
    if not isinstance(found, Exercise):
        message = f"{rubric.__name__} has no EXERCISE; it must define one Exercise under this name"
        raise RubricError(message)
    if found.id != exercise_id:
        message = (
            f"the EXERCISE in {rubric.__name__} calls itself {found.id!r}; its file says {exercise_id!r}"
        )
        raise RubricError(message)
    return replace(in_language(found), hides=bool(hidden_rows(exercise_id, package=package)))


def hidden_rows(exercise_id: str, *, package: str = __name__) -> list[Callable[[Bench], list[Any]]]:
    """Return the functions of an exercise's file that draw what only grading has. Raises `RubricError`."""
    return [each for each in vars(_rubric(exercise_id, package)).values() if is_hidden(each)]


def _rubric(exercise_id: str, package: str) -> ModuleType:
    room = exercise_id.partition(".")[0]
    return importlib.import_module(f"{package}.{room}.{stem(exercise_id, package=package)}")


def _files(package: str, module: str | None = None) -> list[tuple[str, str]]:
    """Return (module, file) of every rubric, or of one module's: (m05, e1_fan_out). No other module's room is opened."""
    root = importlib.import_module(package)
    rooms = sorted(
        room.name
        for room in pkgutil.iter_modules(root.__path__)
        if re.fullmatch(r"m\d\d", room.name) and module in (None, room.name)
    )
    found = [
        (room, each.name)
        for room in rooms
        for each in pkgutil.iter_modules(importlib.import_module(f"{package}.{room}").__path__)
        if re.fullmatch(r"e\d+_\w+", each.name)
    ]
    return sorted(found, key=lambda pair: (pair[0], int(pair[1].split("_")[0][1:])))
