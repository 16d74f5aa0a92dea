"""The time in which an execution runs: until its deadline, in a task on the clock that can be interrupted."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from course.clock import Clock, Due, Task

from .history import Ended

__all__ = ["Lifetime"]

Act = Callable[[], object]


class Lifetime:
    """From when an execution begins, or is redriven, until it is over. `deadline` is in seconds of the clock."""

    __slots__ = ("_clock", "_expiry", "_interrupt", "_name", "_task", "deadline")

    def __init__(self, clock: Clock, name: str) -> None:
        self._clock = clock
        self._name = name
        self._task: Task | None = None
        self._interrupt: Act | None = None
        self._expiry: Due | None = None
        self.deadline = 0.0

    def begin(self, live: Act, seconds: float, expire: Act, interrupt: Act | None) -> None:
        """Do `live` in a task of its own, and call `expire` when `seconds` are over.

        With `interrupt` it is done within the task that runs now, until it returns; that function is then what ends it
        from outside.
        """
        self.deadline = self._clock.elapsed + seconds
        self._expiry = self._clock.call_at(self.deadline, expire, "an execution times out")
        self._interrupt = interrupt
        if interrupt:
            self._task = self._clock.running
            live()
        else:
            self._task = self._clock.spawn(live, name=self._name)

    def wait(self) -> None:
        """Let time pass until the task is done; what it raised comes out, unless that is `Ended`."""
        if self._task:
            with suppress(Ended):  # it was stopped, or its time was over; the status says which
                self._clock.wait(self._task)

    def close(self) -> None:
        """Have no deadline any more: it is over."""
        if self._expiry:
            self._expiry.cancel()

    def interrupt(self) -> None:
        """See to it that nothing of it runs on."""
        task = self._task
        if self._interrupt:
            self._interrupt()
        elif task is None or task.done:
            return
        elif self._clock.running is task:
            self._clock.call_later(0, partial(task.interrupt, Ended()), self._name)
        else:
            task.interrupt(Ended())

    def forget(self) -> None:
        """Let go of everything; only for one that is over."""
        self._task = self._interrupt = self._expiry = None
