"""Waiting for what others do: within a time, and for a token to come back."""

from collections.abc import Callable
from typing import Any

from course.asl.engine.callbacks import Ticket
from course.asl.engine.flow import Flow
from course.asl.errors import StatesError
from course.facts import value

__all__ = ["LONGEST", "answer_of", "taken", "within"]

LONGEST: int = value("states.seconds")


class _TimeIsOver(Exception):  # noqa: N818  (it never leaves this file)
    """The time of the work is over."""


def within(flow: Flow, seconds: float | None, work: Callable[[], Any]) -> Any:
    """Return what `work` returns, or raise what it raises; after `seconds` end it, and raise States.Timeout."""
    if seconds is None:
        return work()
    clock = flow.execution.clock
    task = clock.spawn(work, name=flow.execution.identity.name)
    flow.tasks.append(task)
    expiry = clock.call_later(seconds, lambda: task.interrupt(_TimeIsOver()), "a task's timeout")
    try:
        return clock.wait(task)
    except _TimeIsOver:
        raise timeout() from None
    finally:
        expiry.cancel()
        if task in flow.tasks:
            flow.tasks.remove(task)


def answer_of(flow: Flow, ticket: Ticket, deadline: float, heartbeat: float | None) -> Any:
    """Wait for a ticket's answer and return the result.

    Raises its failure, or States.Timeout when the clock is at `deadline`, or when no heartbeat has come for so long.
    """
    clock = flow.execution.clock
    alive = clock.elapsed
    while not ticket.is_answered:
        if ticket.beaten:
            ticket.beaten, alive = False, clock.elapsed
        silent_until = alive + (LONGEST if heartbeat is None else heartbeat)
        until = min(deadline, silent_until)
        if clock.elapsed >= until:
            raise timeout(heartbeat=silent_until < deadline)
        clock.listen(ticket.bell, until - clock.elapsed)
    if ticket.failure is not None:
        raise ticket.failure
    return ticket.result


def taken(flow: Flow, ticket: Ticket, deadline: float) -> str:
    """Wait for a worker to take an activity's task, and return its name. Raises States.Timeout at `deadline`."""
    clock = flow.execution.clock
    while ticket.worker is None:
        if clock.elapsed >= deadline:
            raise timeout()
        clock.listen(ticket.bell, deadline - clock.elapsed)
    return ticket.worker


def timeout(*, heartbeat: bool = False) -> StatesError:
    """Return the error of a task whose time is over; one whose heartbeat stayed away has a second name."""
    return StatesError("States.Timeout", "", also=("States.HeartbeatTimeout",) if heartbeat else ())
