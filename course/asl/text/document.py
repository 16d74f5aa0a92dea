"""What reading a text gave: the value, what is wrong with the text, and the place of each node."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from .place import Lines, Path, Place, Spot

__all__ = ["FAULTS", "NO_OBJECT", "Code", "Document", "Fault", "Problem", "document", "repeated"]

# How AWS says it, for an empty text and for JSON that is no object.
NO_OBJECT = "Definition must be a valid JSON object"

# A text that makes the same mistake for ever is told so this often.
FAULTS = 1_000

Code = Literal["SCHEMA_VALIDATION_FAILED", "INVALID_JSON_DESCRIPTION", "TOO_DEEPLY_NESTED", "DUPLICATE_KEY"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the text itself.

    `line` and `column` count from 1; `path` is the node's, or None where the text could not be read so far. `code` is
    AWS's (API reference, ValidateStateMachineDefinitionDiagnostic), except `DUPLICATE_KEY`: AWS calls a repeated state
    DUPLICATE_STATE_NAME, which the text alone does not tell.
    """

    message: str
    line: int
    column: int
    path: Path | None = None
    code: Code = "INVALID_JSON_DESCRIPTION"


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem as a reader notes it, by offset."""

    message: str
    offset: int
    path: Path | None = None
    code: Code = "INVALID_JSON_DESCRIPTION"


@dataclass(frozen=True, eq=False)
class Document:
    """A text that was read. `value` is plain data, None if the text is unreadable; nobody changes it in place."""

    text: str
    value: Any
    problems: tuple[Problem, ...]
    _measure: Callable[[], Spot]

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return where the node at `path` begins, or the nearest node around it that exists.

        `key`: where its key begins, if it has one. The first call measures the whole text, so that reading alone costs
        no more than parsing.
        """
        spot = self._root
        for step in path:
            inner = spot.inner.get(step) if spot.inner else None
            if inner is None:
                return self._lines.place(spot.value)
            spot = inner
        return self._lines.place(spot.key if key and spot.key >= 0 else spot.value)

    @cached_property
    def _root(self) -> Spot:
        return self._measure()

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


def document(text: str, value: Any, faults: list[Fault], measure: Callable[[], Spot]) -> Document:
    """Return the document, its problems in the order of the text."""
    if not faults:
        return Document(text, value, (), measure)
    lines = Lines(text)
    ordered = sorted(faults, key=lambda fault: fault.offset)
    return Document(text, value, tuple(_problem(fault, lines) for fault in ordered), measure)


def _problem(fault: Fault, lines: Lines) -> Problem:
    place = lines.place(fault.offset)
    return Problem(fault.message, place.line, place.column, fault.path, fault.code)


def repeated(key: str) -> str:
    """Say that a key stands twice."""
    shown = json.dumps(key if len(key) <= 80 else key[:77] + "...", ensure_ascii=False)
    return f"The key {shown} stands twice in this object, and the first one is lost; remove or rename one."
