"""What is due, and when: an ordered list from which the next thing is taken."""

import heapq
import threading
from collections.abc import Callable
from itertools import count

__all__ = ["Agenda", "Due"]


class Due:
    """Something that will happen at `at` (seconds since the clock's start); `what` says in words what it is."""

    __slots__ = ("action", "at", "cancelled", "what")

    def __init__(self, at: float, action: Callable[[], object], what: str = "") -> None:
        self.at = at
        self.action = action
        self.what = what
        self.cancelled = False

    def __repr__(self) -> str:
        """Return it as a report names it."""
        return f"<{self.what or 'something'} at {self.at:,.3f} s{', cancelled' if self.cancelled else ''}>"

    def cancel(self) -> None:
        """Take it off the agenda; harmless when it has already happened."""
        self.cancelled = True
        self.action = _nothing  # what it would have needed is let go of at once


def _nothing() -> None:
    """Stand for the action of what was cancelled."""


class Agenda:
    """All that is due. Things due at the same moment keep the order in which they were added."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Due]] = []
        self._order = count()
        self._lock = threading.Lock()  # another thread may add while this one takes
        self._most = 64

    def add(self, due: Due) -> Due:
        """Put it on the agenda and return it."""
        with self._lock:
            if len(self._heap) > self._most:
                self._sweep()
            heapq.heappush(self._heap, (due.at, next(self._order), due))
        return due

    def next(self) -> Due | None:
        """Return what is due first, without taking it; None when nothing is."""
        with self._lock:
            while self._heap and self._heap[0][2].cancelled:
                heapq.heappop(self._heap)
            return self._heap[0][2] if self._heap else None

    def take(self) -> Due:
        """Take off the agenda what is due first."""
        with self._lock:
            return heapq.heappop(self._heap)[2]

    def listed(self) -> tuple[Due, ...]:
        """Return everything that is due, in order."""
        return tuple(due for _, _, due in sorted(self._heap) if not due.cancelled)

    def clear(self) -> None:
        """Forget everything."""
        self._heap.clear()

    def _sweep(self) -> None:
        """Drop what was cancelled: a timeout a year ahead would lie here for ever. Seldom enough to cost nothing."""
        self._heap = [each for each in self._heap if not each[2].cancelled]
        heapq.heapify(self._heap)
        self._most = 2 * len(self._heap) + 64
