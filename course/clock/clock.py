"""A virtual clock with its agenda, and tasks that sleep on it.

Tasks are greenlets: the code in them is ordinary blocking code, exactly one runs at a time, and control moves only
where something sleeps or waits. That is what makes an hour of polling workers both instant and repeatable.
"""

import contextvars
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import greenlet

__all__ = ["Clock", "ClockError", "Due", "Scope", "Task", "TimeIsUp"]

START = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)


class ClockError(RuntimeError):
    """Virtual time was asked for something it cannot do."""


class TimeIsUp(BaseException):
    """The clock's limit was reached.

    Not an `Exception`: a polling loop that catches everything would otherwise never end.
    """


class Scope(Protocol):
    """What must hold while a task runs and not while it sleeps (its environment variables, say)."""

    def enter(self) -> None: ...
    def leave(self) -> None: ...


@dataclass(order=True)
class Due:
    """Something that will happen at `at` (seconds since the clock's start); `order` breaks ties, first come first."""

    at: float
    order: int
    action: Callable[[], object] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Take it off the agenda; harmless when it has already happened."""
        self.cancelled = True


class Task:
    """A piece of blocking code under way on a clock."""

    def __init__(self, clock: "Clock", work: Callable[[], Any], around: Scope | None) -> None:
        self.done = False
        self._clock = clock
        self._around = around
        self._value: Any = None
        self._error: BaseException | None = None
        self._waiting: list[Task] = []
        self._awaits: Task | None = None
        self._wake: Due | None = None
        self._interrupt: BaseException | None = None
        self._greenlet = greenlet.greenlet(lambda: self._finish(work))
        # Each task sees the context variables of whoever started it, and keeps its own changes to itself.
        self._greenlet.gr_context = contextvars.copy_context()

    def result(self) -> Any:
        """Return what the work returned, or raise what it raised. Raises `ClockError` while it is under way."""
        if not self.done:
            message = "this task is still under way; wait for it with clock.wait(task)"
            raise ClockError(message)
        if self._error is not None:
            raise self._error
        return self._value

    def _finish(self, work: Callable[[], Any]) -> None:
        try:
            self._value = work()
        except (KeyboardInterrupt, greenlet.GreenletExit):
            raise  # a person stops everything, or the task is thrown away
        except BaseException as error:  # noqa: BLE001  handed to whoever waits for the task
            self._error = error
        self.done = True
        for waiting in self._waiting:
            self._clock.call_later(0, waiting.resume)

    def resume(self) -> None:
        """Run on, from the agenda's loop, until the next sleep or the end."""
        self._greenlet.parent = greenlet.getcurrent()
        before, self._clock.running = self._clock.running, self
        if self._around:
            self._around.enter()
        try:
            self._greenlet.switch()
        finally:
            self._clock.running = before
            if self._around:
                self._around.leave()
        if self.done and self._error is not None and not self._waiting:
            raise self._error  # nobody waits for it, so nobody else would ever hear of it

    def interrupt(self, error: BaseException) -> None:
        """Raise `error` inside the task at the place where it sleeps, and at every later sleep; harmless when done.

        This is how a function's time limit ends it in the middle of whatever it does.
        """
        if self.done:
            return
        self._interrupt = error
        if self._wake:
            self._wake.cancel()
        if self._awaits and self in self._awaits._waiting:
            self._awaits._waiting.remove(self)
        self._clock.call_later(0, self.resume)

    def suspend(self, *, wake: Due | None = None, awaits: "Task | None" = None) -> None:
        """Give control back to the agenda's loop; called from inside the task. Raises what interrupts it."""
        self._wake, self._awaits = wake, awaits
        if self._interrupt is None:
            self._greenlet.parent.switch()
        if self._interrupt is not None:
            if wake:
                wake.cancel()
            raise self._interrupt


class Clock:
    """Virtual time in seconds, and an agenda.

    `limit` (seconds since the start, or None) bounds it: going beyond raises :class:`TimeIsUp`, which ends a loop that
    polls for ever. `follow` is called with each new time.
    """

    def __init__(
        self,
        start: datetime = START,
        *,
        limit: float | None = None,
        follow: Callable[[datetime], object] | None = None,
    ) -> None:
        self.start = start
        self.elapsed = 0.0
        self.limit = limit
        self.follow = follow
        self.running: Task | None = None
        self._agenda: list[Due] = []
        self._order = 0
        self._acting = False

    @property
    def now(self) -> datetime:
        """The virtual time, with its time zone (UTC)."""
        return self.start + timedelta(seconds=self.elapsed)

    def call_later(self, seconds: float, action: Callable[[], object]) -> Due:
        """Put `action` on the agenda, `seconds` from now. It must not sleep: what sleeps is a task (`spawn`)."""
        return self.call_at(self.elapsed + max(seconds, 0.0), action)

    def call_at(self, at: float, action: Callable[[], object]) -> Due:
        """Put `action` on the agenda at `at` seconds since the start; what lies in the past happens next."""
        self._order += 1
        due = Due(max(at, self.elapsed), self._order, action)
        heapq.heappush(self._agenda, due)
        return due

    def spawn(self, work: Callable[..., Any], *args: Any, around: Scope | None = None) -> Task:
        """Start blocking code beside what runs now. It begins when the present code sleeps, waits or settles."""
        task = Task(self, lambda: work(*args), around)
        self.call_later(0, task.resume)
        return task

    def sleep(self, seconds: float) -> None:
        """Let virtual time pass for the caller, while everything that is due meanwhile happens.

        Raises `ValueError` for a negative or endless time, as `time.sleep` does.
        """
        if seconds < 0 or seconds != seconds or seconds == float("inf"):  # noqa: PLR0124  NaN is what differs from itself
            message = f"sleep length must be a number of seconds from 0 up, not {seconds}"
            raise ValueError(message)
        until = self.elapsed + seconds
        if self.running:
            self.running.suspend(wake=self.call_at(until, self.running.resume))
        else:
            self._run(until)
        self._check_limit()

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass; the same as `sleep`, by the name that suits a person who turns the clock."""
        self.sleep(seconds)

    def settle(self) -> None:
        """Let time pass until nothing is due any more. Cannot be called from inside a task."""
        if self.running:
            message = "settle() was called from code that runs on the clock itself; sleep there instead"
            raise ClockError(message)
        self._run(None)

    def wait(self, task: Task) -> Any:
        """Let time pass until `task` is done; return what it returned or raise what it raised."""
        if not task.done:
            if self.running:
                task._waiting.append(self.running)  # noqa: SLF001  tasks and their clock are one machine
                self.running.suspend(awaits=task)
            else:
                task._waiting.append(_NOBODY)  # noqa: SLF001
                self._run(None, lambda: task.done)
        if not task.done:
            message = (
                "nothing is due any more, yet this task still waits; something it needs will never happen"
            )
            raise ClockError(message)
        return task.result()

    def _run(self, until: float | None, enough: Callable[[], bool] = lambda: False) -> None:
        if self._acting:
            message = "an action on the agenda tried to let time pass; only tasks may sleep (use spawn)"
            raise ClockError(message)
        while self._agenda and not enough():
            if until is not None and self._agenda[0].at > until:
                break
            due = heapq.heappop(self._agenda)
            if due.cancelled:
                continue
            self._move(due.at)
            self._acting = True
            try:
                due.action()
            finally:
                self._acting = False
        if until is not None and not enough():
            self._move(until)

    def _move(self, to: float) -> None:
        if to > self.elapsed:
            self.elapsed = to
            self._check_limit()
            if self.follow:
                self.follow(self.now)

    def _check_limit(self) -> None:
        if self.limit is not None and self.elapsed > self.limit:
            raise TimeIsUp(
                f"{self.elapsed:,.0f} virtual seconds have passed and the limit is {self.limit:,.0f}: "
                "something here waits or polls for ever"
            )


class _Nobody(Task):
    """Stands for a waiter outside the agenda, who looks for itself; there is nothing to resume."""

    def __init__(self) -> None:
        pass

    def resume(self) -> None:
        pass


_NOBODY = _Nobody()
