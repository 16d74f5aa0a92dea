"""What is counted of a class: for an exercise, for a part, for a misconception."""

from dataclasses import dataclass
from statistics import mean, median

__all__ = ["ExerciseSummary", "MisconceptionSummary", "PartSummary"]


@dataclass(frozen=True)
class ExerciseSummary:
    """How a class did in an exercise; the whole assignment is one, too, with the name "all".

    `points` are those of the graded submissions. Each of these is counted once: `full` marks, `some`, `none` though it was
    begun, `not_begun`, or `left_out` (not examined, because a cell was stopped or a check broke).
    """

    name: str
    title: str
    maximum: float
    points: tuple[float, ...]
    full: int = 0
    some: int = 0
    none: int = 0
    not_begun: int = 0
    left_out: int = 0

    @property
    def mean(self) -> float:
        """The mean of the points, 0 where nobody was graded."""
        return round(mean(self.points), 2) if self.points else 0.0

    @property
    def median(self) -> float:
        """The median of the points, 0 where nobody was graded."""
        return round(median(self.points), 2) if self.points else 0.0

    @property
    def share_full(self) -> float:
        """The share of full marks among the graded submissions, from 0 to 1."""
        return self.full / len(self.points) if self.points else 0.0


@dataclass(frozen=True)
class PartSummary:
    """How many who began an exercise (`begun`) held a part, failed it, and failed it `first`; of the rest it was `open`."""

    exercise: str
    name: str
    points: float
    begun: int
    held: int
    failed: int
    first: int
    open: int

    @property
    def lost(self) -> int:
        """How many did not get its points."""
        return self.begun - self.held

    @property
    def share_lost(self) -> float:
        """The share of those who began and did not get its points, from 0 to 1."""
        return self.lost / self.begun if self.begun else 0.0


@dataclass(frozen=True)
class MisconceptionSummary:
    """Who hit a misconception in an exercise, and the hint that was told. `title` is empty where no rubric knows it."""

    id: str
    exercise: str
    title: str
    hint: str
    learners: tuple[str, ...]
