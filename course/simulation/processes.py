"""All that a simulation needs: an agenda of who is due when, and processes that say how long they pause."""

import heapq
from collections.abc import Iterator
from itertools import count

__all__ = ["Bucket", "Simulation"]

Process = Iterator[float]


class Simulation:
    """Processes on a clock of their own: generators, each of which yields how many seconds it pauses."""

    def __init__(self) -> None:
        self.now = 0.0
        self._agenda: list[tuple[float, int, Process]] = []
        self._number = count()

    def start(self, process: Process, after: float = 0.0) -> None:
        """Let a process begin after so many seconds."""
        heapq.heappush(self._agenda, (self.now + after, next(self._number), process))

    def run(self) -> None:
        """Let time pass until every process has ended."""
        while self._agenda:
            self.now, _, process = heapq.heappop(self._agenda)
            pause = next(process, None)
            if pause is not None:
                self.start(process, pause)


class Bucket:
    """A bucket of tokens: it holds `burst`, and `rate` drip in each second. It is full at first."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self.level = burst
        self.since = 0.0

    def take(self, now: float) -> bool:
        """Take a token; tell whether there was one."""
        self.level = min(self.burst, self.level + (now - self.since) * self.rate)
        self.since = now
        if self.level < 1:
            return False
        self.level -= 1
        return True
