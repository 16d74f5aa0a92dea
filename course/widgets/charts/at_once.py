"""How many things go on at once over time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

__all__ = ["Lasting", "Step", "at_once", "busy"]


class Lasting(Protocol):
    """Whatever has a start and an end, in seconds."""

    @property
    def start(self) -> float:
        """When it began."""

    @property
    def end(self) -> float:
        """When it ended."""


@dataclass(frozen=True)
class Step:
    """From `start` to `end` (seconds) so `many` went on."""

    start: float
    end: float
    many: int


def at_once(things: Iterable[Lasting]) -> list[Step]:
    """Return how many go on in each stretch between the first beginning and the last end. What ends at a moment is over then."""
    changes: Counter[float] = Counter()
    for each in things:
        changes[each.start] += 1
        changes[each.end] -= 1
    steps, many = [], 0
    for since, to in pairwise(sorted(changes)):
        many += changes[since]
        steps.append(Step(since, to, many))
    return steps


def busy(things: Iterable[Lasting]) -> float:
    """Return the seconds in which at least one of them goes on."""
    return sum(step.end - step.start for step in at_once(things) if step.many)
