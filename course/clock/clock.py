"""A virtual clock with its agenda, and tasks that sleep on it.

That tasks are ordinary blocking code, and that exactly one runs at a time, is what makes an hour of polling workers
both instant and repeatable.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .agenda import Agenda, Due
from .bell import Bell
from .errors import ClockError, TimeIsUp
from .task import Scope, Task

__all__ = ["Clock", "Unsettled"]

START = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)

# How far `settle` goes at most: further than any outage or retry that ends, and short enough for what never ends.
PATIENCE = 6 * 3600.0


@dataclass(frozen=True, repr=False)
class Unsettled:
    """Where `settle` gave up: after how many seconds, and what is still `due`."""

    seconds: float
    due: tuple[Due, ...]

    def __repr__(self) -> str:
        """Return one sentence for a person."""
        names = ", ".join(sorted({due.what or "something" for due in self.due}))
        return f"after {self.seconds / 3600:g} virtual hours it is still not quiet; under way: {names}"


class Clock:
    """Virtual time in seconds, and an agenda.

    `limit` (seconds since the start, or None) bounds it: going beyond raises :class:`TimeIsUp`, which ends a loop that
    polls for ever. `follow` is called with each new time. Time passes only in one thread, the one that made the clock
    or last adopted it.
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
        self._told = (-1.0, start)
        self._agenda = Agenda()
        self._background = Agenda()
        self._last_act = 0.0
        self._tasks: dict[Task, None] = {}
        self._acting = False
        self.adopt()

    @property
    def now(self) -> datetime:
        """The virtual time, with its time zone (UTC); the same object as long as no time passes."""
        elapsed, now = self._told
        if elapsed != self.elapsed:
            elapsed = self.elapsed
            now = self.start + timedelta(seconds=elapsed)
            self._told = elapsed, now
        return now

    def adopt(self) -> None:
        """Let the calling thread be the one in which time passes."""
        self._thread = threading.get_ident()

    def lives_here(self) -> bool:
        """Tell whether time may pass in the calling thread."""
        return threading.get_ident() == self._thread

    def call_later(self, seconds: float, action: Callable[[], object], what: str = "") -> Due:
        """Put `action` on the agenda, `seconds` from now. It must not sleep: what sleeps is a task (`spawn`)."""
        return self.call_at(self.elapsed + max(seconds, 0.0), action, what)

    def call_at(self, at: float, action: Callable[[], object], what: str = "") -> Due:
        """Put `action` on the agenda at `at` seconds since the start; what lies in the past happens next."""
        return self._agenda.add(Due(max(at, self.elapsed), action, what))

    def recur_at(self, at: float, action: Callable[[], object], what: str = "") -> Due:
        """Put on the agenda, as `call_at` does, what will be due again and again: the next tick of a schedule.

        It happens in its turn whenever time passes, but time does not pass for its sake: `settle` is done when all
        else is, and waiting for what will never happen gives up, although the schedule goes on.
        """
        return self._background.add(Due(max(at, self.elapsed), action, what))

    def spawn(
        self, work: Callable[..., Any], *args: Any, around: Scope | None = None, name: str = ""
    ) -> Task:
        """Start blocking code beside what runs now. It begins when the present code sleeps, waits or settles."""
        task = Task(self, lambda: work(*args), around, name or getattr(work, "__name__", "a task"))
        self._tasks[task] = None
        self.call_later(0, task.resume, task.name)
        return task

    def sleep(self, seconds: float) -> None:
        """Let virtual time pass for the caller, while everything that is due meanwhile happens.

        Raises `ValueError` for a negative or endless time, as `time.sleep` does.
        """
        until = self._moment(seconds)
        if self.running:
            task = self.running
            task.suspend(self.call_at(until, task.resume, task.name))
        else:
            self._run(until)
            self._move(until)

    def listen(self, bell: Bell, seconds: float) -> bool:
        """Sleep until `bell` rings, `seconds` at the most; tell whether it rang."""
        until = self._moment(seconds)
        task, heard = self.running, list[bool]()
        wake = self.call_at(until, task.resume, task.name) if task else None

        def ring() -> None:
            heard.append(True)
            if task and wake:
                wake.cancel()
                self.call_later(0, task.resume, task.name)

        bell.add(ring)
        if task:
            task.suspend(wake)
        else:
            self._run(until, lambda: bool(heard))
            if not heard:
                self._move(until)
        bell.remove(ring)
        return bool(heard)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass; the same as `sleep`, by the name that suits a person who turns the clock."""
        self.sleep(seconds)

    def settle(self, at_most: float = PATIENCE) -> Unsettled | None:
        """Let time pass until nothing is due any more, `at_most` so many seconds. Cannot be called from inside a task.

        Returns None when all is quiet. Some things never are (a message that fails for ever, a loop that polls): then
        it returns what is still due, and time stands where it gave up. The next tick of a schedule is not waited for.
        """
        self._check_thread()
        if self.running:
            raise ClockError(
                "settle() was called from code that runs on the clock itself; sleep there instead"
            )
        self._run(self.elapsed + at_most, lambda: self._agenda.next() is None)
        due = self._agenda.listed()
        return Unsettled(at_most, due) if due else None

    def wait(self, task: Task) -> Any:
        """Let time pass until `task` is done; return what it returned or raise what it raised."""
        self._check_thread()
        task.awaited = True
        if not task.done:
            if self.running:
                task.add_waiting(self.running)
                self.running.suspend()
            else:
                self._run(None, lambda: task.done or self._hopeless())
        if not task.done:
            raise ClockError(
                "nothing is due any more, yet this task still waits; something it needs will never happen"
            )
        return task.result()

    def forget(self, task: Task) -> None:
        """Let go of a task that is done."""
        self._tasks.pop(task, None)

    def close(self) -> None:
        """End all that is under way; nothing of it runs any more."""
        for task in list(self._tasks):
            task.discard()
        self._tasks.clear()
        self._agenda.clear()
        self._background.clear()

    def _moment(self, seconds: float) -> float:
        """Return the end of a sleep that may begin here and now."""
        self._check_thread()
        if seconds < 0 or seconds != seconds or seconds == float("inf"):  # noqa: PLR0124  NaN is what differs from itself
            raise ValueError(f"sleep length must be a number of seconds from 0 up, not {seconds}")
        return self.elapsed + seconds

    def _hopeless(self) -> bool:
        """Tell whether for long only schedules have ticked: what somebody waits for will not come of that."""
        following = self._background.next()
        return (
            following is not None and self._agenda.next() is None and following.at > self._last_act + PATIENCE
        )

    def _next(self) -> tuple[Due, Agenda] | None:
        """Return what is due first and where it is listed; of two at the same moment the tick of a schedule waits."""
        due, tick = self._agenda.next(), self._background.next()
        if due is not None and (tick is None or due.at <= tick.at):
            return due, self._agenda
        return None if tick is None else (tick, self._background)

    def _check_thread(self) -> None:
        if not self.lives_here():
            raise ClockError(
                "virtual time passes only in the thread that started it; in other threads nothing can wait for it"
            )

    def _run(self, until: float | None, enough: Callable[[], bool] = lambda: False) -> None:
        if self._acting:
            raise ClockError(
                "an action on the agenda tried to let time pass; only tasks may sleep (use spawn)"
            )
        while not enough() and (found := self._next()) is not None:
            due, agenda = found
            if until is not None and due.at > until:
                break
            self._move(due.at)
            agenda.take()
            if agenda is self._agenda:
                self._last_act = self.elapsed
            self._acting = True
            try:
                due.action()
            finally:
                self._acting = False

    def _move(self, to: float) -> None:
        beyond = self.limit is not None and to > self.limit
        if self.limit is not None and beyond:
            to = max(self.elapsed, self.limit)
        if to > self.elapsed:
            self.elapsed = to
            if self.follow:
                self.follow(self.now)
        if beyond:
            raise TimeIsUp(
                f"{self.elapsed:,.0f} virtual seconds have passed, and that is the limit: "
                "something here waits or polls for ever"
            )
