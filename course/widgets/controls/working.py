"""Long work that shows how far it is, and can be interrupted without losing what is done."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from course.widgets.view import View, kindly

from .progress_bar import ProgressBar, Standing
from .stopping import Stop, asked_to_stop

__all__ = ["Working", "working"]

T = TypeVar("T")

# Real seconds between two pictures of the bar.
PACE = 0.1


class Working(Generic[T]):
    """Work of which one can see how far it is: items to go through, or a block that says so itself (`done`).

    Only in a notebook is there a bar, and a first interrupt that ends the work at its next item (in a block: at the
    next `done`). Elsewhere, and while a submission is graded, it is as if it were not there.
    """

    def __init__(self, items: Iterable[T], label: str, total: int | None) -> None:
        self._items = items
        self._standing = Standing(label, total)
        self._bar = ProgressBar(self._standing) if _is_live() else None
        self._stop = Stop()
        self._block = ExitStack()
        self._virtual: Callable[[], float] | None = None
        self._began = self._next = 0.0

    @property
    def html(self) -> str:
        """How far it is, as static HTML."""
        return self._view().html

    @property
    def text(self) -> str:
        """How far it is, in words."""
        return self._view().text

    def __repr__(self) -> str:
        return self.text

    def __iter__(self) -> Iterator[T]:
        """Go through the items; each counts as done when the next one is asked for."""
        standing = self._standing
        if self._bar is None:
            yield from self._items
            return
        now = time.perf_counter
        with self._going() as stop:
            if stop.asked:
                return
            for item in self._items:
                yield item
                standing.done += 1
                if stop.asked:
                    return
                if now() >= self._next:
                    self._show()
            standing.state = "finished"

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._stop = self._block.enter_context(self._going())
        return self

    def done(self, count: int, total: int | None = None) -> None:
        """Say how far the block is: `count` of `total` things. Ends the block if somebody has asked for that."""
        standing = self._standing
        standing.done = count
        standing.total = standing.total if total is None else total
        if self._stop.asked:
            raise _StoppedError
        if self._bar is not None and time.perf_counter() >= self._next:
            self._show()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if kind is None:
            self._standing.state = "finished"
        self._block.close()
        return isinstance(error, _StoppedError)

    @contextmanager
    def _going(self) -> Iterator[Stop]:
        """Show the bar, listen for interrupts, and say at the end how it ended."""
        from IPython.display import display  # there is one: the bar was made for it

        standing = self._standing
        standing.done, standing.state, self._began = 0, "running", time.perf_counter()
        self._virtual = _virtual_time()
        # An interrupt that comes while the bar is put there or taken leave of is the first one, too.
        with asked_to_stop() as stop:
            self._show()
            output: Any = display(self._bar, display_id=True)  # type: ignore[no-untyped-call]
            try:
                yield stop
            finally:
                if standing.state == "running":
                    standing.state = "stopped" if stop.asked else "left"
                self._show()
                # What is kept in the notebook is the end, not the beginning.
                output.update(self._bar)

    def _show(self) -> None:
        now = time.perf_counter()
        self._standing.seconds = now - self._began
        if self._virtual:
            self._standing.virtual = self._virtual()
        if self._bar is not None:
            self._bar.show()
        self._next = now + PACE

    def _view(self) -> View:
        return (self._bar or ProgressBar(self._standing)).still()


class _StoppedError(Exception):
    """Ends a block that was asked to stop; never seen outside of it."""


@kindly('items to go through, and what is being done: working(payments, "Starting 5,000 payments")')
def working(items: Iterable[T] | str, label: str = "", total: int | None = None) -> Working[T] | View:
    """Go through items and show how far it is; an interrupt ends the loop at the next item and keeps what is done.

        for payment in working(payments, "Starting 5,000 payments"):
            ...

    Work that has no items says itself how far it is:

        with working("Settling") as work:
            work.done(3, 10)

    `total` is how many items there are, where `items` does not know. A second interrupt is one as usual.
    """
    if isinstance(items, str) and not label:
        return Working((), items, _checked(total))
    if isinstance(items, str):
        raise TypeError("a text has no items to go through")
    iter(items)  # what cannot be gone through is refused here, not inside the loop
    if total is None and isinstance(items, Sized):
        total = len(items)
    return Working(items, str(label) or "Working", _checked(total))


def _checked(total: int | None) -> int | None:
    if total is not None and (not isinstance(total, int) or total < 0):
        message = f"total is a number from 0 up, not {total!r}"
        raise ValueError(message)
    return total


def _is_live() -> bool:
    """Tell whether there is a notebook that can show a bar, and nobody grades."""
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None and not os.environ.get("COURSE_GRADING")


def _virtual_time() -> Callable[[], float] | None:
    """Return what measures the time of the account that runs now, from now on; None where there is none."""
    running: Any = sys.modules.get("course.cloud.running")  # not loaded: nobody has made an account
    if running is None or not running.stack:
        return None
    clock = running.stack[-1].clock
    began = clock.elapsed
    return lambda: clock.elapsed - began
