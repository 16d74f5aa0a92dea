"""The course's modules in their order, read from ``syllabus.toml``, the one place that knows it."""

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Module", "Syllabus", "SyllabusError", "module_of", "read", "syllabus"]

_PARTS = {"A": "patterns and messaging", "B": "orchestration", "C": "operation and capstone"}


class SyllabusError(ValueError):
    """The syllabus has no such module, or its file is not what it should be."""


@dataclass(frozen=True)
class Module:
    """One row of the syllabus; `stem` names its files everywhere, `hours` counts lesson, exercises and quiz.

    `stage` is the stretch of the way that it belongs to, `builds_on` has the ids of those to know before.
    """

    id: str
    title: str
    part: str
    hours: float
    stem: str
    ready: bool = False
    stage: str = ""
    builds_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "stage", self.stage or _PARTS.get(self.part, ""))
        object.__setattr__(self, "builds_on", tuple(self.builds_on))  # TOML has lists

    @property
    def part_title(self) -> str:
        """What the module's part of the course is about."""
        return _PARTS[self.part]

    def as_dict(self) -> dict[str, Any]:
        """The row as plain JSON data."""
        return {**asdict(self), "builds_on": list(self.builds_on)}


@dataclass(frozen=True)
class Syllabus:
    """The stem of the page that JupyterLab opens first, and the modules in their order."""

    first_page: str
    modules: tuple[Module, ...]

    def module(self, name: str) -> Module:
        """Return the module with this id (``m05``) or stem. Raises `SyllabusError`."""
        for module in self.modules:
            if name in (module.id, module.stem):
                return module
        known = ", ".join(module.id for module in self.modules)
        raise SyllabusError(f"There is no module {name!r}; the syllabus has {known}.")

    @property
    def ready(self) -> tuple[Module, ...]:
        """The modules that can be opened today."""
        return tuple(module for module in self.modules if module.ready)


def read(text: str) -> Syllabus:
    """Read a syllabus from TOML. Raises `SyllabusError` for what is missing, misspelt or said twice."""
    try:
        table = tomllib.loads(text)
        found = Syllabus(table["first_page"], tuple(Module(**row) for row in table["module"]))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SyllabusError(
            f"syllabus.toml: expected first_page and [[module]] rows with id, title, part, hours, stem; {error}."
        ) from error
    for field in ("id", "stem"):
        names = [getattr(module, field) for module in found.modules]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise SyllabusError(
                f"syllabus.toml: {field} {', '.join(twice)} is used twice; each must be its own."
            )
    _check(found.modules)
    return found


def _check(modules: Iterable[Module]) -> None:
    earlier: set[str] = set()
    for module in modules:
        if module.part not in _PARTS:
            raise SyllabusError(
                f"syllabus.toml: {module.id} is in part {module.part!r}; the parts are A, B and C."
            )
        if later := sorted(set(module.builds_on) - earlier):
            raise SyllabusError(
                f"syllabus.toml: {module.id} builds on {', '.join(later)}; it can build on what comes before it only."
            )
        earlier.add(module.id)


def module_of(name: str) -> str:
    """Return the id of the module (``m05``) that an assignment, ``m05_publish_subscribe``, or an exercise, ``m05.e1``, is of."""
    return name.partition("_")[0].partition(".")[0]


@cache
def syllabus() -> Syllabus:
    """Return the course's own syllabus."""
    return read(Path(__file__).with_name("syllabus.toml").read_text(encoding="utf-8"))
