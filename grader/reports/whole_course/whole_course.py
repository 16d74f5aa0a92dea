"""The summaries of all assignments of a course, taken together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.classroom.rows import Person, Row
from grader.reports.counts import ExerciseSummary, MisconceptionSummary
from grader.reports.summary import Summary

from .standing import Standing

__all__ = ["Hard", "WholeCourse"]

# Whoever has less than this share of all points is named, so that somebody can talk to them.
BEHIND = 0.5


@dataclass(frozen=True)
class Hard:
    """An exercise of an `assignment`, with the share of its points that those who handed in did not get, from 0 to 1."""

    assignment: str
    exercise: ExerciseSummary

    @property
    def lost(self) -> float:
        """The mean share of the points that is missing."""
        return 1 - self.exercise.mean / self.exercise.maximum if self.exercise.maximum else 0.0


class WholeCourse:
    """A class in all its assignments, in the order of the course. Each summary has a row for every learner."""

    def __init__(self, summaries: Sequence[Summary]) -> None:
        self.summaries = summaries

    @property
    def assignments(self) -> list[str]:
        """The names of the assignments."""
        return [summary.assignment for summary in self.summaries]

    @cached_property
    def standings(self) -> list[Standing]:
        """The learners in the order of their ids."""
        rows: dict[str, dict[str, Row]] = {}
        for summary in self.summaries:
            for row in summary.rows:
                rows.setdefault(row.learner, {})[summary.assignment] = row
        return [Standing(learner, _person(found), found) for learner, found in sorted(rows.items())]

    @property
    def behind(self) -> list[Standing]:
        """Those who have less than half of all points, the fewest first."""
        return sorted(
            (each for each in self.standings if each.share < BEHIND),
            key=lambda each: (each.share, each.learner),
        )

    @property
    def rows(self) -> list[Row]:
        """All rows of all assignments."""
        return [row for summary in self.summaries for row in summary.rows]

    def of_state(self, state: str) -> list[tuple[str, Row]]:
        """Return the rows of a state, each with its assignment; see `Row`."""
        return [(summary.assignment, row) for summary in self.summaries for row in summary.of_state(state)]

    @cached_property
    def hardest(self) -> list[Hard]:
        """The exercises that somebody was graded in, those first of which the largest share of the points was lost."""
        return sorted(self._exercises(), key=lambda each: -each.lost)

    @cached_property
    def misconceptions(self) -> list[tuple[str, MisconceptionSummary]]:
        """The misconceptions that were recognised, each with its assignment, the most frequent first."""
        found = [(summary.assignment, each) for summary in self.summaries for each in summary.misconceptions]
        return sorted(found, key=lambda pair: -len(pair[1].learners))

    def _exercises(self) -> Iterator[Hard]:
        for summary in self.summaries:
            for exercise in summary.exercises:
                if exercise.points:
                    yield Hard(summary.assignment, exercise)


def _person(rows: dict[str, Row]) -> Person:
    return next((row.person for row in rows.values() if row.person != Person()), Person())
