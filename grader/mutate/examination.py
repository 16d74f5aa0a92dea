"""What mutants earn: each is examined as a learner's answer is, in a process of its own and for a limited time."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.bounded import STOPPED, bounded
from grader.checks import CheckError
from grader.verify import Course, Material, VerifyError, material

from .equivalents import Equivalent
from .mutant import Mutant

__all__ = ["LEAST_SECONDS", "Examined", "Origin", "examined", "timed"]

# A mutant may take so many times as long as the right answer took, and so many seconds in any case.
PATIENCE, LEAST_SECONDS = 20, 5.0


@dataclass(frozen=True)
class Origin:
    """The right answer that a mutant was made of: its exercise, the file it stands in, and its text.

    `seconds` bounds the real time that examining a mutant of it may take.
    """

    exercise: str
    place: str
    text: str
    seconds: float = LEAST_SECONDS


@dataclass(frozen=True)
class Examined:
    """A mutant and what it earned: `points`, None where it was stopped; `broken` tells of a check that broke.

    `reason` is why it counts as the same answer, "" where nobody has said so.
    """

    origin: Origin
    mutant: Mutant
    points: float | None
    maximum: float
    broken: str = ""
    reason: str = ""

    @property
    def lost(self) -> bool:
        """Whether it earned less than a right answer. Who stops the examination earns nothing."""
        return not self.broken and (self.points is None or self.points < self.maximum)

    @property
    def survived(self) -> bool:
        """Whether it earned full points and nobody has said why it may."""
        return not (self.lost or self.broken or self.reason)

    def explained(self, records: Sequence[Equivalent]) -> "Examined":
        """Return it with the reason that a record gives, if it did not lose points."""
        reason = next((each.reason for each in records if each.is_about(self.mutant)), "")
        return self if self.lost else replace(self, reason=reason)


def timed(gathered: Material, origin: Origin, least: float) -> Origin:
    """Return it with a bound that comes from the time that it takes itself. Raises `VerifyError` if it does not score full."""
    begun = time.monotonic()
    try:
        report = gathered.examined(origin.text)
        found = "" if report.points == report.maximum else f"{report.points:g} of {report.maximum:g} points"
    except CheckError as error:
        found = f"a check that broke: {error}"
    if found:
        raise VerifyError(
            f"{origin.place}, {origin.exercise}: found {found} for an answer that should be right; expected all points. "
            "Run `grader verify` first."
        )
    return replace(origin, seconds=max(least, PATIENCE * (time.monotonic() - begun)))


def examined(course: Course, mutants: Sequence[tuple[Origin, Mutant]], *, jobs: int) -> Iterator[Examined]:
    """Yield what each mutant earned, in the order in which that is known."""
    pieces = [((course, origin.exercise, mutant.text), origin.seconds) for origin, mutant in mutants]
    for number, found in bounded(_points, pieces, jobs=jobs):
        origin, mutant = mutants[number]
        points, broken = (None, "") if found is STOPPED else found
        yield Examined(origin, mutant, points, _gathered(course, origin.exercise).exercise.maximum, broken)


def _points(piece: tuple[Course, str, str]) -> tuple[float | None, str]:
    """Return what a mutant earns, or how a check of ours broke over it."""
    course, exercise, text = piece
    try:
        return _gathered(course, exercise).examined(text).points, ""
    except CheckError as error:
        return None, str(error)


@lru_cache(maxsize=64)
def _gathered(course: Course, exercise: str) -> Material:
    return material(course, exercise)
