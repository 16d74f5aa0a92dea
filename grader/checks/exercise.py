"""An exercise as data: what is delivered, what is graded for how many points, what helps.

A rubric file holds one `Exercise` and reads as its specification. The names of the parts are sentences that are true
of a right answer ("one publish gives three messages"), because the report says of each whether it holds.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.learner import variant_rng

if TYPE_CHECKING:
    from .bench import Bench

__all__ = ["Check", "Exercise", "Finding", "Misconception", "Part", "Place"]

KINDS = {
    "S": "structure",
    "B": "behaviour",
    "F": "fault script",
    "T": "time",
    "X": "effects",
    "N": "must not",
    "V": "variant",
    "U": "mutation",
}


@dataclass(frozen=True)
class Place:
    """A line of the learner's cell, counted from 1, and its text."""

    line: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One difference between an answer and the task. All four are plain data.

    `where` is named in the learner's own words ("queue sales-q", "row 3", "attribute amount"); `given` is the input
    used, None where there was none; `got` is what came out, `expected` what should have. `row` counts from 1. `run` is
    the execution of a state machine that ended so, for a picture: its definition, the marks of its states by JSON
    pointer, its path as words and its status.
    """

    where: str
    given: Any
    got: Any
    expected: Any
    row: int | None = None
    place: Place | None = None
    run: dict[str, Any] | None = None


Check = Callable[["Bench"], Iterable[Finding]]


@dataclass(frozen=True)
class Part:
    """A part of the points, earned whole or not at all: by a check that finds nothing.

    `kind` is one or more letters of the table of kinds (X effects, S structure, B behaviour, F fault script, T time,
    N must not, V variant, U mutation). Behaviour comes before form in the order of parts. `lesson` is the step to go
    back to where this part fails first, if it is not the exercise's.
    """

    name: str
    points: float
    kind: str
    check: Check
    lesson: str = ""


@dataclass(frozen=True)
class Misconception:
    """A known wrong idea behind a wrong answer. `detect` is certain or silent; the first that fires gives its hint.

    `about` says in a few words what the hint concerns ("the queue's policy"), because the part that a learner is told to
    look at first may be another.
    """

    id: str
    title: str
    detect: Callable[["Bench"], bool]
    hint: str
    about: str = ""

    @property
    def told(self) -> str:
        """The hint as a learner reads it."""
        return f"About {self.about}: {self.hint}" if self.about else self.hint


def _no_variant(_: random.Random) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    `deliver` names what the learner's cell defines, in the order of the grade cell's arguments; `given` names those
    among them that the notebook comes with (a publisher to be left alone): whoever changed only these, or nothing, has
    not begun. `hints` is the ladder of four: a question, the idea, the call and its shape, a neighbour problem.
    `misconceptions` stand with the most basic cause first. `variant` makes this learner's values from a seeded source;
    the same source, the same values; `shown` makes of them what a learner sees, where that is something else, definitions
    of state machines for example. `patience` bounds the virtual seconds that one call of an answer may take.
    `languages` are those in which the task lets a definition be written, for exercises that ask for one. `worth` is what the
    parts make together. `values_of` names the exercise whose values this one shares, if not its own; `builds_on` those whose
    answers this one's uses (their references stand above it where answers are proved). `hides`: grading has more cases than the
    check; whoever finds the exercise by its id (`grader.rubrics`) sees from its rubric whether that is so.
    """

    id: str
    title: str
    deliver: tuple[str, ...]
    parts: tuple[Part, ...]
    hints: tuple[str, ...]
    misconceptions: tuple[Misconception, ...] = ()
    variant: Callable[[random.Random], dict[str, Any]] = _no_variant
    shown: Callable[[dict[str, Any]], dict[str, Any]] = dict
    lesson: str = ""
    given: tuple[str, ...] = ()
    patience: float = 3_600.0
    languages: tuple[str, ...] = ("JSONPath", "JSONata")
    worth: float = 10.0
    values_of: str = ""
    builds_on: tuple[str, ...] = ()
    hides: bool = True

    @property
    def maximum(self) -> float:
        """All the points there are."""
        return round(sum(part.points for part in self.parts), 2)

    def values(self, learner_id: str, key: str = "") -> dict[str, Any]:
        """Return a learner's values, in an exam those that come from their key."""
        return self.variant(variant_rng(self.values_of or self.id, learner_id, key))
