"""Who runs the functions of an account: this process, unless whoever opens accounts names somebody else.

While a submission is graded, what a learner deployed runs in a process of its own; see `course.runtime`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from course import runtime
from course.clock import Clock, Scope
from course.cloud.trace import Trace

__all__ = ["Runtime", "Worker", "hired", "worker"]


class Runtime(Protocol):
    """One execution environment, wherever it is. :class:`course.runtime.Runtime` is one, and says what each method does."""

    @property
    def scope(self) -> Scope:
        """What must hold while its code runs, and not while it sleeps."""

    def load(self) -> None: ...
    def call(self, event: str, invocation: runtime.Invocation) -> runtime.Ended: ...
    def printed(self) -> str: ...
    def fresh(self) -> "Runtime": ...
    def close(self) -> None: ...


class Worker(Protocol):
    """Makes execution environments. :class:`course.runtime.Worker` is one, and says what each method does.

    `take_in` is called while the request is served that uploads the code (or where an image of source is put in), and so
    knows whose doing that is.
    """

    def take_in(self, archive: bytes) -> None: ...
    def start(self, package: runtime.Package) -> Runtime: ...
    def close(self) -> None: ...


Hiring = Callable[[Clock, Trace], Worker]


def _here(clock: Clock, _: Trace) -> Worker:
    return runtime.Worker(lambda: clock.elapsed)


_hirings: list[Hiring] = [_here]


def worker(clock: Clock, trace: Trace) -> Worker:
    """Return the worker of a new account."""
    return _hirings[-1](clock, trace)


@contextmanager
def hired(hiring: Hiring) -> Iterator[None]:
    """Let accounts that are made inside this block have their workers from `hiring`."""
    _hirings.append(hiring)
    try:
        yield
    finally:
        _hirings.remove(hiring)
