"""Where a stepped execution stands before each state, until it is let through."""

from collections.abc import Callable

from course.clock import Clock, Task

__all__ = ["Gate"]


class Gate:
    """Every line of states waits here before it enters a state; `let_through` lets the one that waits longest go."""

    def __init__(self, clock: Clock) -> None:
        self.told = 0
        self._clock = clock
        self._waiting: list[Task] = []
        self._watching: list[Task] = []
        self._open = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody stands here; who was cut while standing here has gone."""
        self._waiting = [task for task in self._waiting if not task.done]
        return not self._waiting

    def stop(self) -> None:
        """Wait to be let through; called by the line of states itself."""
        task = self._clock.running
        if self._open or task is None:
            return
        self._waiting.append(task)
        self.tell()
        task.suspend()

    def let_through(self) -> None:
        """Let the line of states that waits longest go on."""
        if not self.is_empty:
            task = self._waiting.pop(0)
            self._clock.call_later(0, task.resume, task.name)

    def leave_open(self) -> None:
        """Let all go on, and stop nobody any more."""
        self._open = True
        while not self.is_empty:
            self.let_through()

    def step(self, is_running: Callable[[], bool]) -> None:
        """Let one line through, and time pass until the next stands here or nothing is running any more."""
        self._fill(is_running)
        if is_running():
            told = self.told
            self.let_through()
            self._watch(told)
            self._fill(is_running)

    def _fill(self, is_running: Callable[[], bool]) -> None:
        while is_running() and self.is_empty:
            self._watch(self.told)

    def _watch(self, known: int) -> None:
        """Let time pass until more has been `told` than is known."""
        self._clock.wait(self._clock.spawn(self._look, known, name="a step"))

    def tell(self) -> None:
        """Wake whoever watches: a line of states has come here, or to its end."""
        self.told += 1
        for task in self._watching:
            self._clock.call_later(0, task.resume, task.name)
        self._watching = []

    def _look(self, known: int) -> None:
        if self.told == known and self._clock.running:
            self._watching.append(self._clock.running)
            self._clock.running.suspend()
