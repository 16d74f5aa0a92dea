"""Makes this process live on a virtual clock: `time.time`, `datetime.now` and `time.sleep` follow it.

Only the thread that started the innermost one sleeps on virtual time. A notebook's kernel has threads of its own, and those must go
on in real time. `time.monotonic` is left alone for the same reason: event loops stand on it.
"""

import time
from datetime import datetime
from typing import Any

from course.travel import travel

from .clock import Clock

__all__ = ["Ambient"]

_real_sleep = time.sleep
_stack: list["Ambient"] = []


class Ambient:
    """One clock that the process follows, from `start` until `stop`; the innermost one counts."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._at = clock.now
        self._travel: Any = None
        self._traveller: Any = None

    def start(self) -> None:
        """Follow the clock from now on, in place of whatever was followed before."""
        self.clock.adopt()
        self._at = self.clock.now
        self._travel = travel(self._at, tick=False)
        self._traveller = self._travel.start()
        self.clock.follow = self._follow
        _stack.append(self)

    def stop(self) -> None:
        """Follow again what was followed before. Ambients end in the reverse order of their starts."""
        _stack.remove(self)
        self.clock.follow = None
        self._travel.stop()

    def _follow(self, now: datetime) -> None:
        # Not `move_to`, which sets the process's time zone anew, at fifty times the cost.
        self._traveller.shift(now - self._at)
        self._at = now


def _sleep(seconds: Any) -> None:
    """Sleep as `time.sleep` does, on virtual time where there is any."""
    if _stack and _stack[-1].clock.lives_here():
        _stack[-1].clock.sleep(seconds)
    else:
        _real_sleep(seconds)


# Put in place once and for good, so that `from time import sleep` in a later cell finds it, too.
time.sleep = _sleep
