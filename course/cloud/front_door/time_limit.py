"""Waiting for a backend no longer than it may take."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["within"]


def within(
    account: "Account", seconds: float, late: Exception, work: Callable[..., Any], *args: Any, name: str
) -> Any:
    """Return what `work` returns; raise `late` when that takes longer than so many seconds.

    A function that was invoked runs on to its own end; only nobody waits for it any more.
    """
    clock = account.clock
    task = clock.spawn(work, *args, name=name)
    alarm = clock.call_later(seconds, lambda: task.interrupt(late), "a time limit")
    try:
        return clock.wait(task)
    except type(late) as problem:
        if problem is late and (span := next(account.trace.causes(), None)) is not None:
            account.trace.cut(span, "API Gateway waits no longer")
        raise
    finally:
        alarm.cancel()
