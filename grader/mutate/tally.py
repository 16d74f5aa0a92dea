"""The figures of an exercise: how many of its mutants lost points."""

from collections.abc import Iterable
from dataclasses import dataclass

from .examination import Examined

__all__ = ["Tally", "tallies"]


@dataclass(frozen=True)
class Tally:
    """How the mutants of an exercise fared. Each of them lost points, is as right as the original, broke a check, or survived."""

    exercise: str
    mutants: int
    lost: int
    equivalent: int
    broken: int
    survivors: int

    @property
    def share(self) -> float:
        """How many of 100 mutants that change what an answer does lost points."""
        changing = self.mutants - self.equivalent
        return 100 * self.lost / changing if changing else 100.0


def tallies(results: Iterable[Examined]) -> list[Tally]:
    """Return the figures of each exercise, in order."""
    by_exercise: dict[str, list[Examined]] = {}
    for each in results:
        by_exercise.setdefault(each.origin.exercise, []).append(each)
    return [_tally(exercise, by_exercise[exercise]) for exercise in sorted(by_exercise)]


def _tally(exercise: str, results: list[Examined]) -> Tally:
    return Tally(
        exercise,
        mutants=len(results),
        lost=sum(each.lost for each in results),
        equivalent=sum(bool(each.reason) for each in results),
        broken=sum(bool(each.broken) for each in results),
        survivors=sum(each.survived for each in results),
    )
