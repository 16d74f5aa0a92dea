"""What a seam is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

__all__ = ["Seam", "install"]

_NOTHING = object()


@dataclass(frozen=True)
class Seam:
    """One method (or property, or a module's function) of moto's that we stand in for. `why` says what is wrong with the original."""

    owner: type | ModuleType
    method: str
    instead: Any
    why: str


def install(seams: Iterable[Seam]) -> Callable[[], None]:
    """Put seams in place; return what takes them out again. Raises `AttributeError` for a method that is gone."""
    replaced: list[tuple[Seam, Any]] = []

    def take_out() -> None:
        while replaced:
            seam, before = replaced.pop()
            if before is _NOTHING:
                delattr(seam.owner, seam.method)  # it was a parent's, and is again
            else:
                setattr(seam.owner, seam.method, before)

    try:
        for seam in seams:
            getattr(seam.owner, seam.method)
            replaced.append((seam, vars(seam.owner).get(seam.method, _NOTHING)))
            setattr(seam.owner, seam.method, seam.instead)
    except BaseException:
        take_out()
        raise
    return take_out
