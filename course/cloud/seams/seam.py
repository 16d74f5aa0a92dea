"""What a seam is."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest.mock import patch

__all__ = ["Seam", "install"]


@dataclass(frozen=True)
class Seam:
    """One method (or property, or a module's function) of moto's that we stand in for. `why` says what is wrong with the original."""

    owner: type | ModuleType
    method: str
    instead: Any
    why: str


def install(seams: Iterable[Seam]) -> Callable[[], None]:
    """Put seams in place; return what takes them out again. Raises `AttributeError` for a method that is gone."""
    with ExitStack() as stack:
        for seam in seams:
            stack.enter_context(patch.object(seam.owner, seam.method, seam.instead))
        return stack.pop_all().close
