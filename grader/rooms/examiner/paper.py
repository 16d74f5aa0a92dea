"""What is examined, and what comes of it: plain data that goes from process to process as JSON."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from course.syllabus import module_of
from grader.checks import Keys
from grader.rooms.isolation import Limits
from grader.rooms.outputs import Output

__all__ = ["LONGEST_READ", "Cell", "Kind", "Paper", "Result"]

Kind = Literal["grade", "fixed", "own"]

# Characters; what a longer cell defines, nobody asks: Python takes hundreds of times a text's length of memory to read it.
LONGEST_READ = 200_000
NAMES_EXERCISE = re.compile(r"""\bgrade\(\s*["'](m\d\d\.e\d+)["']""")


@dataclass(frozen=True)
class Cell:
    """A code cell of the rebuilt notebook.

    `kind` is grade (run by the examiner), fixed (the course's own, run on both sides: it gives names to both) or own
    (the learner's: run in the learner's process alone). `name` is what it is called in remarks. One that is not
    `needed` is not run.
    """

    source: str
    kind: Kind
    name: str
    needed: bool = True

    @property
    def exercise(self) -> str:
        """The exercise that a grade cell names (``m05.e1``), nothing where it names none."""
        found = NAMES_EXERCISE.search(self.source) if self.kind == "grade" else None
        return found[1] if found else ""


@dataclass(frozen=True)
class Paper:
    """A submission: its code cells in their order, whose it is, the real seconds that one cell may take, and bounds.

    `grading` tells whether hidden rows count; without, it is what `grade(...)` says in the learner's own notebook.
    `keys` are the learner's in an exam. The learner's process sees nothing of a paper but the texts of its cells.
    """

    cells: tuple[Cell, ...]
    learner_id: str
    seconds: float = 60.0
    limits: Limits = field(default_factory=Limits)
    grading: bool = True
    keys: Keys = field(default_factory=Keys)

    @property
    def modules(self) -> frozenset[str]:
        """The modules whose rubrics it asks for: ``m05``."""
        return frozenset(module_of(cell.exercise) for cell in self.cells if cell.exercise)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return asdict(self)

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Paper":
        """Return the paper that `as_dict` made data of."""
        cells = tuple(Cell(**cell) for cell in data["cells"])
        limits = Limits(**data["limits"])
        return cls(cells, data["learner_id"], data["seconds"], limits, data["grading"], Keys(**data["keys"]))


@dataclass
class Result:
    """What came of a paper.

    `outputs` has, by position of the cell, its outputs as notebooks keep them. `left_out` has, by position, why a cell
    was given up. `level` says how the learner's process was shut in. `is_graded`: whatever follows changes no point.
    """

    outputs: dict[int, list[Output]] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)
    level: str = ""
    is_graded: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return asdict(self)

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Result":
        """Return the result that `as_dict` made data of; JSON has turned positions into texts."""
        return cls(
            {int(at): outputs for at, outputs in data["outputs"].items()},
            {int(at): reason for at, reason in data["left_out"].items()},
            data["level"],
            data["is_graded"],
        )
