"""The numbers of a class: by exercise, by part, by misconception; and who is behind them.

What was found is counted over the graded submissions alone. One that could not be graded, or was not handed in, tells
nothing about an exercise.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from grader import rubrics
from grader.classroom.examined import Examined, Part
from grader.classroom.rows import Row
from grader.rooms.isolation import NOT_ISOLATED
from grader.rubrics import RubricError

from .counts import ExerciseSummary, MisconceptionSummary, PartSummary

__all__ = ["STATES", "Summary"]

# The states of a row in words.
STATES = {
    "graded": "graded",
    "ungradable": "could not be graded",
    "waiting": "not graded yet",
    "nothing": "handed nothing in",
}


class Summary:
    """A class, summed up from its rows (of one assignment)."""

    def __init__(self, assignment: str, rows: Sequence[Row]) -> None:
        self.assignment = assignment
        self.rows = rows

    def of_state(self, state: str) -> list[Row]:
        """Return the rows of a state, see `Row`."""
        return [row for row in self.rows if row.state == state]

    @cached_property
    def graded(self) -> list[Row]:
        """The rows of those who were graded."""
        return self.of_state("graded")

    @property
    def late(self) -> list[Row]:
        """The rows of those who handed in late."""
        return [row for row in self.rows if row.seconds_late > 0]

    @property
    def unguarded(self) -> list[Row]:
        """The rows of those who were graded on a machine that could not isolate them."""
        return [row for row in self.rows if row.level.startswith(NOT_ISOLATED)]

    @cached_property
    def exercises(self) -> list[ExerciseSummary]:
        """The exercises in their order."""
        names = self.rows[0].points if self.rows else ()
        return [self._exercise(name) for name in names]

    @property
    def all(self) -> ExerciseSummary:
        """The whole assignment, before penalties."""
        maximum = self.rows[0].maximum if self.rows else 0.0
        totals = tuple(row.total for row in self.graded)
        begun = [row for row in self.graded if not _untouched(row)]
        return ExerciseSummary(
            "all",
            "",
            maximum,
            totals,
            full=sum(total >= maximum for total in totals),
            some=sum(0 < total < maximum for total in totals),
            none=sum(row.total <= 0 for row in begun),
            not_begun=sum(row.total <= 0 for row in self.graded) - sum(row.total <= 0 for row in begun),
        )

    @cached_property
    def parts(self) -> list[PartSummary]:
        """The parts, hardest first: those that most learners who began the exercise did not hold."""
        found = [part for name in self._names for part in self._parts(name)]
        return sorted(found, key=lambda part: -part.share_lost)

    @cached_property
    def misconceptions(self) -> list[MisconceptionSummary]:
        """The misconceptions that were recognised, the most frequent first."""
        hit: dict[tuple[str, str], list[str]] = {}
        hints: dict[tuple[str, str], str] = {}
        for row, name, found in self._found():
            if found.misconception:
                hit.setdefault((found.misconception, name), []).append(row.learner)
                hints[found.misconception, name] = found.hint
        titles = {found.exercise: _titles(found.exercise) for _, _, found in self._found()}
        full = {name: found.exercise for _, name, found in self._found()}
        made = [
            MisconceptionSummary(
                key, name, titles[full[name]].get(key, ""), hints[key, name], tuple(learners)
            )
            for (key, name), learners in hit.items()
        ]
        return sorted(made, key=lambda each: (-len(each.learners), each.exercise, each.id))

    @property
    def _names(self) -> list[str]:
        return [exercise.name for exercise in self.exercises]

    def _found(self) -> Iterator[tuple[Row, str, Examined]]:
        for row in self.graded:
            for name, found in row.examined.items():
                yield row, name, found

    def _exercise(self, name: str) -> ExerciseSummary:
        counts = {"full": 0, "some": 0, "none": 0, "not_begun": 0, "left_out": 0}
        maximum = self._maximum(name)
        for row in self.graded:
            counts[_outcome(row, name, maximum)] += 1
        title = next((found.title for _, known, found in self._found() if known == name), "")
        points = tuple(row.points[name] for row in self.graded)
        return ExerciseSummary(name, title, maximum, points, **counts)

    def _maximum(self, name: str) -> float:
        return self.rows[0].maxima.get(name, 0.0)

    def _parts(self, name: str) -> Iterator[PartSummary]:
        begun = [found for _, known, found in self._found() if known == name and found.parts]
        named: dict[str, Part] = {part.name: part for found in begun for part in found.parts}
        for part in named.values():
            states = [_state(found, part.name) for found in begun]
            yield PartSummary(
                name,
                part.name,
                part.points,
                len(begun),
                states.count("held"),
                states.count("failed"),
                sum(found.first_failed == part.name for found in begun),
                states.count("open"),
            )


def _outcome(row: Row, name: str, maximum: float) -> str:
    if row.points[name] >= maximum:
        return "full"
    if row.points[name] > 0:
        return "some"
    found = row.examined.get(name)
    if name in row.left_out or (found and found.defect):
        return "left_out"
    return "not_begun" if found and found.untouched else "none"


def _untouched(row: Row) -> bool:
    return bool(row.examined) and all(found.untouched for found in row.examined.values())


def _state(found: Examined, name: str) -> str:
    return next((part.state for part in found.parts if part.name == name), "open")


def _titles(exercise: str) -> dict[str, str]:
    try:
        known: Iterable[tuple[str, str]] = (
            (each.id, each.title) for each in rubrics.exercise(exercise).misconceptions
        )
    except RubricError:
        return {}
    return dict(known)
