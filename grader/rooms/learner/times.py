"""Time in the learner's process is that of the account in the other one: a sleep is asked for, and takes no time here."""

import math
import threading
import time
from datetime import UTC, datetime
from typing import Any

from course.travel import travel
from grader.rooms.talk import Talk

__all__ = ["Times"]

_really_sleep = time.sleep


class Times:
    """Makes `time.time`, `datetime.now` and `time.sleep` follow the other side."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._thread = threading.get_ident()
        self._travel: Any = None
        self._at = datetime.fromtimestamp(0, UTC)
        self._traveller: Any = None
        time.sleep = self._sleep

    def follow(self, now: float | None) -> None:
        """Let it be `now` (seconds since 1970) here; None where no account runs, and time is the machine's."""
        if now is None:
            if self._travel:
                self._travel.stop()
                self._travel = None
            return
        moment = datetime.fromtimestamp(now, UTC)
        if self._travel is None:
            self._travel = travel(moment, tick=False)
            self._traveller = self._travel.start()
        else:
            self._traveller.shift(moment - self._at)  # `move_to` sets the time zone anew, too
        self._at = moment

    def _sleep(self, seconds: Any) -> None:
        """Sleep as `time.sleep` does beside an account: virtual time passes in one thread only. Raises ValueError."""
        if self._travel is None or threading.get_ident() != self._thread:
            _really_sleep(seconds)
            return
        if not 0 <= seconds < math.inf:
            raise ValueError(f"sleep length must be a number of seconds from 0 up, not {seconds}")
        self.follow(self._talk.ask("sleep", float(seconds)))
