"""Work that takes its time: an actor that knows when it was done, and how much of it at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.clock import Clock

from .cast import Actor

__all__ = ["Shift", "Shifts"]


@dataclass(frozen=True)
class Shift:
    """One call: its payload, and the seconds of the clock between which it was worked on.

    Nobody calls off what has begun: where a lane was broken off, its work goes on to its end.
    """

    payload: Any
    begun: float
    ended: float


class Shifts:
    """An actor: each call takes `seconds(payload)` on the clock, then `work(payload)` answers, or fails.

    `done` has all calls in the order in which they began; `most` is how many were worked on at the same time, at the most.
    """

    def __init__(self, clock: Clock, seconds: Callable[[Any], float], work: Actor) -> None:
        self.done: list[Shift] = []
        self.most = 0
        self._clock = clock
        self._seconds = seconds
        self._work = work

    def __call__(self, payload: Any) -> Any:
        """Do one call. Raises what `work` raises."""
        now, seconds = self._clock.elapsed, self._seconds(payload)
        self.most = max(self.most, 1 + sum(each.ended > now for each in self.done))
        self.done.append(Shift(payload, now, now + seconds))
        self._clock.sleep(seconds)
        return self._work(payload)
