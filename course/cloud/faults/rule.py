"""One fault: where it strikes, when, how often, and what it does."""

import math
import random
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Self

from .errors import Error

__all__ = ["Moment", "Rule"]


@dataclass(frozen=True, slots=True)
class Moment:
    """What is about to happen. `attempt` is None where nobody counts the attempts of one piece of work."""

    place: str
    service: str
    operation: str
    target: str
    source: str
    attempt: int | None
    now: float


@dataclass(eq=False)
class Rule:
    """One fault. A context manager: at the end of the block the fault is over.

    `hits` is how often it struck. `target` and `source` are names, None for any; `operation` None for every call.
    `begin` and `end` are virtual seconds since the account's start.
    """

    number: int
    kind: str
    place: str
    service: str
    operation: str | None
    target: str | None
    source: str | None
    attempts: Collection[int]
    chance: float
    begin: float
    end: float
    times: float
    seconds: float
    error: Error | None
    dice: random.Random = field(repr=False)
    remove: Callable[["Rule"], None] = field(repr=False)
    hits: int = 0
    _seen: Counter[str] = field(default_factory=Counter, repr=False)

    def strikes(self, moment: Moment) -> bool:
        """Tell whether it strikes now; that is noted."""
        if not self._fits(moment):
            return False
        self._seen[moment.target] += 1
        attempt = self._seen[moment.target] if moment.attempt is None else moment.attempt
        if self.hits >= self.times or (self.attempts and attempt not in self.attempts):
            return False
        if self.chance < 1 and self.dice.random() >= self.chance:
            return False
        self.hits += 1
        return True

    def clear(self) -> None:
        """End the fault. Harmless when it has ended."""
        self.remove(self)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data; None stands for any, or for ever."""
        return {
            "rule": self.number,
            "kind": self.kind,
            "service": self.service,
            "operation": self.operation,
            "target": self.target,
            "source": self.source,
            "attempts": sorted(self.attempts),
            "chance": self.chance,
            "begin": self.begin,
            "end": None if math.isinf(self.end) else self.end,
            "times": None if math.isinf(self.times) else int(self.times),
            "seconds": self.seconds,
            "error": self.error.code if self.error else None,
            "hits": self.hits,
        }

    def __str__(self) -> str:
        """Return it as a sentence."""
        parts = [f"{self.number}. {self.kind} {self.service} {self.operation or 'calls'}"]
        parts += [f"of {self.target}"] if self.target else []
        parts += [f"from {self.source}"] if self.source else []
        parts += [f"at attempt {', '.join(map(str, sorted(self.attempts)))}"] if self.attempts else []
        parts += [f"with a chance of {self.chance:g}"] if self.chance < 1 else []
        parts += [f"with {self.error.code}"] if self.error else []
        parts += [f"by {self.seconds:g} s"] if self.kind == "delay" else []
        return f"{' '.join(parts)}: struck {'once' if self.hits == 1 else f'{self.hits} times'}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def _fits(self, moment: Moment) -> bool:
        if self.place != moment.place or self.service != moment.service:
            return False
        if self.operation not in {None, moment.operation} or self.target not in {None, moment.target}:
            return False
        if self.kind == "duplicate" and self.place == "message" and moment.target.endswith(".fifo"):
            return False  # which is what a FIFO queue is for
        return self.source in {None, moment.source} and self.begin <= moment.now < self.end
