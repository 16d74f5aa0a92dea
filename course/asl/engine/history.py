"""The history of one execution: events in the shape that boto3's GetExecutionHistory returns."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from course.asl.errors import StatesError
from course.clock import Clock

__all__ = ["WHOLE", "Ended", "History", "iso"]

# What stands beside each document of a history. One object for all events, of which there are many; nobody changes it.
WHOLE = {"truncated": False}


class Ended(BaseException):
    """The execution is over, and this code still belongs to it.

    Not an `Exception`, so that a handler which catches everything ends, too.
    """


class History:
    """Events in their order; `limit` is how many there may be, or None. `tell`, if given, is called with each.

    The last one that fits is kept for the event that ends the execution.
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html
    """

    def __init__(
        self, clock: Clock, limit: int | None, tell: Callable[[dict[str, Any]], object] | None = None
    ) -> None:
        self.events: list[dict[str, Any]] = []
        self.closed = False
        self._clock = clock
        self._limit = limit
        self._tell = tell
        self._elapsed = -1.0
        self._now = clock.start
        self._text = ""

    @property
    def now(self) -> datetime:
        """The clock's time; made anew only when it has moved, since many events share a moment."""
        if self._clock.elapsed != self._elapsed:
            self._elapsed = self._clock.elapsed
            self._now = self._clock.now
            self._text = iso(self._now)
        return self._now

    @property
    def now_text(self) -> str:
        """The same as the context object writes it."""
        if self._clock.elapsed != self._elapsed:
            _ = self.now
        return self._text

    def add(self, type: str, previous: int, key: str = "", details: dict[str, Any] | None = None) -> int:
        """Write an event down, with `details` under `key`, and return its id (from 1).

        Raises StatesError when the history is full, and `Ended` when it is closed.
        """
        if self.closed:
            raise Ended
        number = len(self.events) + 1
        if number == self._limit:
            raise StatesError(
                "States.Runtime",
                f"The execution reached the maximum number of history events ({self._limit}).",
            )
        return self._write(number, type, previous, key, details)

    def close(self, type: str, previous: int, details: dict[str, Any] | None) -> None:
        """Write down the event that ends the execution; nothing comes after it, unless it is reopened."""
        key = f"{type[0].lower()}{type[1:]}EventDetails"
        self._write(len(self.events) + 1, type, previous, key, details)
        self.closed = True

    def reopen(self) -> None:
        """Let events be added again: the execution is redriven."""
        self.closed = False

    def is_full(self) -> bool:
        """Tell whether there is no room for anything but an end."""
        return self._limit is not None and len(self.events) >= self._limit - 1

    def _write(self, number: int, type: str, previous: int, key: str, details: dict[str, Any] | None) -> int:
        event: dict[str, Any] = {
            "timestamp": self.now,
            "type": type,
            "id": number,
            "previousEventId": previous,
        }
        if details is not None:
            event[key] = details
        self.events.append(event)
        if self._tell:
            self._tell(event)
        return number


@lru_cache(maxsize=64)  # the children of a Map Run begin and end at the same moments
def iso(moment: datetime) -> str:
    """Return a time in UTC as AWS writes it: `2025-03-01T08:00:00.000Z`."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
