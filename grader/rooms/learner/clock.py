"""The clock of an account, as a learner's own cells use it: time passes with the examiner, and programs run here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from grader.rooms.talk import RemoteError

__all__ = ["Clock", "Task"]


class Task:
    """A program of the learner's on the account's clock. What it returns or raises never leaves this process."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.done = False
        self._work = work
        self._value: Any = None
        self._error: BaseException | None = None

    def __call__(self) -> None:
        try:
            self._value = self._work()
        except BaseException as error:
            self._error = error
            raise
        finally:
            self.done = True

    def result(self) -> Any:
        """Return what the program returned, or raise what it raised."""
        if self._error is not None:
            raise self._error
        return self._value


class Clock:
    """The account's clock: it can be read, time can be let pass, and programs can be started on it."""

    def __init__(self, ask: Callable[..., Any], keep: Callable[[Any], Any]) -> None:
        self._ask = ask
        self._keep = keep
        self._numbers: dict[Task, int] = {}

    @property
    def now(self) -> datetime:
        """The virtual time."""
        return datetime.fromisoformat(self._ask("now"))

    @property
    def elapsed(self) -> float:
        """Virtual seconds since the account's start."""
        return float(self._ask("elapsed"))

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self._ask("advance", float(seconds))

    def settle(self, at_most: float | None = None) -> None:
        """Let time pass until nothing is due."""
        self._ask("settle", at_most)

    def spawn(self, work: Callable[..., Any], *args: Any, name: str = "") -> Task:
        """Start a program beside what runs now."""
        task = Task(lambda: work(*args))
        shown = name or str(getattr(work, "__name__", "a task"))
        self._numbers[task] = self._ask("spawn", [self._keep(task), shown])
        return task

    def wait(self, task: Task) -> Any:
        """Let time pass until a program has ended; return what it returned or raise what it raised."""
        try:
            self._ask("wait", self._numbers[task])
        except RemoteError:
            if not task.done:
                raise
        return task.result()
