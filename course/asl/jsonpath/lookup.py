"""Find what a path leads to: one value for a definite path, a list for any other."""

from typing import Any

from .errors import PathNotFoundError
from .functions import call
from .missing import missing
from .steps import Build, Call, Indexes, Keys, Step
from .walking import walk

__all__ = ["Key", "definite_keys", "find", "leading_keys"]

Key = str | int


def definite_keys(steps: tuple[Step, ...]) -> tuple[Key, ...] | None:
    """Return the keys and indexes of a path that leads to one place at most, else None."""
    keys = leading_keys(steps)
    return keys if len(keys) == len(steps) else None


def leading_keys(steps: tuple[Step, ...]) -> tuple[Key, ...]:
    """Return the keys and indexes that come before the first step that may lead to many places."""
    keys: list[Key] = []
    for step in steps:
        if isinstance(step, Keys) and len(step.names) == 1:
            keys.append(step.names[0])
        elif isinstance(step, Indexes) and len(step.numbers) == 1:
            keys.append(step.numbers[0])
        else:
            break
    return tuple(keys)


def find(steps: tuple[Step, ...], document: Any) -> Any:
    """Return what the steps lead to, or raise `PathNotFoundError`.

    A path that may lead to many places and finds none gives an empty list, unless it asks for items of what is no
    array, or filters what is neither array nor object.
    """
    last = steps[-1] if steps else None
    if isinstance(last, Call):
        return call(last.name, find(steps[:-1], document), last.arguments)
    found = walk(steps, document)
    if _leads_to_one(steps):
        if not found:
            raise PathNotFoundError(lambda: missing(steps, document))
        return found[0]
    if not found and missing(steps, document).misfit:
        raise PathNotFoundError(lambda: missing(steps, document))
    return found


def _leads_to_one(steps: tuple[Step, ...]) -> bool:
    """Whether a path is definite; `['a','b']` at its end makes one object."""
    if steps and isinstance(steps[-1], Build):
        steps = steps[:-1]
    return definite_keys(steps) is not None
