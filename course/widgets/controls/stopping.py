"""The first interrupt asks a loop to end at its next item; a second one is an interrupt as usual.

While somebody listens, the process's handler of SIGINT is ours, and afterwards what it was before. Only the main thread
can change it; in any other nobody is asked to stop.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

__all__ = ["Stop", "asked_to_stop"]

Handler = Callable[[int, FrameType | None], Any] | int | None


@dataclass(eq=False)
class Stop:
    """Whether somebody has asked for an end."""

    asked: bool = False


class _Ear:
    """One installed handler, and the loops that it asks, the outermost first; `before` is what it stands in front of."""

    def __init__(self, before: Handler) -> None:
        self.open: list[Stop] = []
        self.before = before

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Ask all to stop; pass on what comes when they are asked already."""
        if any(not stop.asked for stop in self.open):
            for stop in self.open:
                stop.asked = True
        elif callable(self.before):
            self.before(number, frame)
        elif self.before != signal.SIG_IGN:
            raise KeyboardInterrupt


@contextmanager
def asked_to_stop() -> Iterator[Stop]:
    """Yield what says whether to stop. A loop inside one that is asked to stop is so from the beginning."""
    ear = _ear()
    if ear is None:
        yield Stop()
        return
    stop = Stop(any(each.asked for each in ear.open))
    ear.open.append(stop)
    try:
        yield stop
    finally:
        ear.open.remove(stop)
        # A generator may be dropped late, or in another thread, when somebody else listens already.
        if not ear.open and _is_main() and _installed() is ear:
            signal.signal(signal.SIGINT, ear.before)


def _ear() -> _Ear | None:
    """Return the ear that listens, put in place if there is none; None where none can be."""
    before = signal.getsignal(signal.SIGINT)
    if not _is_main() or before is None:
        return None
    ear = _installed()
    if ear is None:
        ear = _Ear(before)
        signal.signal(signal.SIGINT, ear.hear)
    return ear


def _installed() -> _Ear | None:
    owner = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    return owner if isinstance(owner, _Ear) else None


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
