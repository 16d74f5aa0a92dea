"""Child executions running side by side, in as many lanes as MaxConcurrency allows.

A lane is a task on the clock that walks one child after another, so that a child takes no task of its own. Lanes open
each other, and one at a time: as long as no child waits for anything, the first does all the work.
"""

from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import cast

from course.asl.engine.flow import Flow
from course.asl.engine.history import Ended
from course.asl.engine.limits import checked
from course.clock import Clock, Task

from .failure import threshold_exceeded
from .limits import CONCURRENCY
from .map_run import Child, Make, MapRun

__all__ = ["run_children", "stop_children"]


def run_children(flow: Flow, run: MapRun, state: str, make: Make) -> None:
    """Run all children that have not succeeded yet; each lane takes the next one when its last has ended.

    Raises StatesError as soon as more has failed than the run tolerates, and stops the rest.
    """
    try:
        _Lanes(flow, run, state, make).work()
    except Exception:
        flow.stop_tasks()
        stop_children(run)
        raise


def stop_children(run: MapRun) -> None:
    """Abort every child that is under way."""
    for child in run.children:
        if child.status == "RUNNING":
            child.live.stop()
            child.settle()


class _Lanes:
    """The lanes of one run, and the children that none has taken yet. Lanes end when the run does, or one has failed."""

    def __init__(self, flow: Flow, run: MapRun, state: str, make: Make) -> None:
        self._flow, self._run, self._state, self._make = flow, run, state, make
        self._clock: Clock = flow.execution.clock
        self._queue = iter([child for child in run.children if child.status != "SUCCEEDED"])
        self._total = sum(child.items for child in run.children)
        self._failed = 0
        self._open: dict[Task, Child | None] = {}  # each lane with the child that it walks
        self._is_opening = False
        self._failure: BaseException | None = None
        self._context = copy_context()
        self._parent: Task | None = None

    def work(self) -> None:
        """Let the lanes do all the work; raise what one of them failed with."""
        self._open_next()
        if self._open:
            self._parent = self._running
            self._parent.suspend()
        self._flow.tasks = []
        if self._failure:
            raise self._failure

    def _open_next(self) -> None:
        if not self._is_opening and self._room > 0:
            self._is_opening = True
            self._spawn(self._opened)

    @property
    def _room(self) -> int:
        """How many lanes more there may be; none, or less, if MaxConcurrency has been lowered meanwhile."""
        return min(self._run.concurrency or CONCURRENCY, CONCURRENCY) - len(self._open)

    def _opened(self) -> None:
        self._is_opening = False
        self._lane()

    def _spawn(self, work: Callable[[], None]) -> None:
        # In the parent's context, whoever it is that ended a child and so opens another lane.
        name = self._flow.execution.identity.name
        task = self._context.copy().run(self._clock.spawn, self._guarded, work, name=name)
        self._open[task] = None
        self._flow.tasks.append(task)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do a lane's work, and tell the parent when it is the last, or the first to fail."""
        try:
            work()
        except (Exception, Ended) as error:  # noqa: BLE001  raised again in the parent
            self._failure = self._failure or error
        del self._open[self._running]
        if self._parent and (self._failure or not self._open):
            self._clock.call_later(0, self._parent.resume, self._parent.name)
            self._parent = None

    def _lane(self) -> None:
        while not self._is_over and self._room >= 0 and (child := next(self._queue, None)):
            self._open_next()
            self._walk(child)

    @property
    def _is_over(self) -> bool:
        return self._failure is not None or self._run.status != "RUNNING"

    @property
    def _running(self) -> Task:
        return cast(Task, self._clock.running)  # an execution and its lanes are tasks, all of them

    def _walk(self, child: Child) -> None:
        """Run a child, anew unless it can go on where it failed: an Express execution never can."""
        child.awaits_redrive = False
        lane, known = self._running, child.live
        if known is None or known.type == "EXPRESS":
            execution = self._make(child)
            checked(execution.input_text, self._state)
            child.live, begin = execution, execution.start
        elif known.not_redrivable:
            self._count(child)
            return
        else:
            begin = known.redrive
        child.status, self._open[lane] = "RUNNING", child
        try:
            copy_context().run(begin, partial(self._cut, lane, child))
        finally:
            child.settle()
            self._open[lane] = None
        self._count(child)

    def _cut(self, lane: Task, child: Child) -> None:
        """End the lane in which a child was ended from outside, and let another one take its place."""
        if self._open.get(lane) is not child:
            return
        if self._clock.running is lane:
            self._clock.call_later(0, partial(self._cut, lane, child), lane.name)
            return
        lane.interrupt(Ended())
        del self._open[lane]
        child.settle()
        if not self._is_over:
            self._spawn(partial(self._go_on, child))

    def _go_on(self, child: Child) -> None:
        self._count(child)
        self._lane()

    def _count(self, child: Child) -> None:
        if child.status == "SUCCEEDED":
            child.fold(self._make)
            return
        self._failed += child.items
        if self._run.tolerance.exceeded(self._failed, self._total):
            raise threshold_exceeded()
