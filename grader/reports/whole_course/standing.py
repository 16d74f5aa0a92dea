"""One learner in all assignments of a course."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.classroom.rows import Person, Row

__all__ = ["Standing"]


@dataclass(frozen=True)
class Standing:
    """Where a learner stands: a `Row` by assignment; `grade` and `maximum` over all of them, penalties taken off.

    What was not handed in counts with its maximum and no points: the assignment was there for everybody.
    """

    learner: str
    person: Person
    rows: Mapping[str, Row]

    @property
    def grade(self) -> float:
        """The points that count, of all assignments."""
        return round(sum(row.grade for row in self.rows.values() if row.has_grade), 2)

    @property
    def maximum(self) -> float:
        """The points that could be had."""
        return round(sum(row.maximum for row in self.rows.values()), 2)

    @property
    def share(self) -> float:
        """The share of them, from 0 to 1."""
        return self.grade / self.maximum if self.maximum else 0.0

    @property
    def handed_in(self) -> int:
        """How many assignments were handed in."""
        return sum(row.state != "nothing" for row in self.rows.values())
