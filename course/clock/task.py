"""Ordinary blocking code under way on a clock.

A task is a greenlet: exactly one runs at a time, and control moves only where something sleeps or waits.
"""

import contextvars
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import greenlet

from .agenda import Due
from .errors import ClockError

if TYPE_CHECKING:
    from .clock import Clock

__all__ = ["Scope", "Task"]

# Ended in the middle. They are kept, because to be collected would run their `except` and `finally` blocks.
_frozen: list[Any] = []


class Scope(Protocol):
    """What must hold while a task runs and not while it sleeps (its environment variables, say)."""

    def enter(self) -> None: ...
    def leave(self) -> None: ...


class Task:
    """A piece of blocking code on a clock; `Clock.spawn` makes one. `awaited`: somebody will look at its result."""

    def __init__(self, clock: "Clock", work: Callable[[], Any], around: Scope | None, name: str) -> None:
        self.name = name
        self.done = False
        self.awaited = False
        self._clock = clock
        self._work = work
        self._around = around
        self._value: Any = None
        self._error: BaseException | None = None
        self._waiting: list[Task] = []
        self._wake: Due | None = None
        self._greenlet: Any = None
        # Each task sees the context variables of whoever started it, and keeps its own changes to itself.
        self._context = contextvars.copy_context()

    def result(self) -> Any:
        """Return what the work returned, or raise what it raised. Raises `ClockError` while it is under way."""
        if not self.done:
            raise ClockError("this task is still under way; wait for it with clock.wait(task)")
        self.awaited = True
        if self._error is not None:
            raise self._error
        return self._value

    def resume(self) -> None:
        """Run on until the next sleep or the end; only the agenda's loop calls this."""
        if self.done:
            return
        if self._greenlet is None:
            # Made only now: a greenlet belongs to its thread, and another thread may have spawned the task.
            self._greenlet = greenlet.greenlet(self._run)
            self._greenlet.gr_context = self._context
        self._switch(self._greenlet.switch)
        if self.done and self._error is not None and not self.awaited:
            self.awaited = True
            raise self._error  # nobody waits for it, so nobody else would ever hear of it

    def suspend(self, wake: Due | None = None) -> None:
        """Give control back to the agenda's loop; called from inside the task."""
        self._wake = wake
        self._greenlet.parent.switch()
        self._wake = None

    def add_waiting(self, other: "Task") -> None:
        """Let `other` be resumed when this one is done."""
        self._waiting.append(other)

    def interrupt(self, error: BaseException) -> None:
        """End the task where it sleeps; whoever waits for it gets `error`. Harmless when it is done.

        Its code never runs on, not even an `except` or `finally` of its own: that is how AWS ends a function whose
        time is over. Raises `ClockError` when the task itself is what runs now.
        """
        if self._clock.running is self:
            raise ClockError("a task cannot interrupt itself; it can raise")
        if not self.done:
            self._leave_off()
            self._end(error)

    def discard(self) -> None:
        """Drop the task with its clock. A foreign program (one with a scope of its own) is left where it stands."""
        if self.done:
            return
        if self._greenlet is not None and self._around is None:
            self._switch(lambda: self._greenlet.throw(greenlet.GreenletExit))
        self._leave_off()
        self.done = True

    def _run(self) -> None:
        try:
            self._value = self._work()
        except (KeyboardInterrupt, greenlet.GreenletExit):
            raise  # a person stops everything, or the task is dropped
        except BaseException as error:  # noqa: BLE001  handed to whoever waits for the task
            self._end(error)
        else:
            self._end(None)

    def _end(self, error: BaseException | None) -> None:
        self.done = True
        self._error = error
        self._clock.forget(self)
        for waiting in self._waiting:
            self._clock.call_later(0, waiting.resume, waiting.name)

    def _leave_off(self) -> None:
        if self._wake:
            self._wake.cancel()
        if self._greenlet:  # true as long as it has begun and not ended
            _frozen.append(self._greenlet)

    def _switch(self, how: Callable[[], object]) -> None:
        self._greenlet.parent = greenlet.getcurrent()
        before, self._clock.running = self._clock.running, self
        if self._around:
            self._around.enter()
        try:
            how()
        finally:
            self._clock.running = before
            if self._around:
                self._around.leave()
