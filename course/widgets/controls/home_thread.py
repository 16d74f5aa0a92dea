"""Where a widget's work is done: in the thread that the notebook's cells run in.

JupyterLab asks the kernel to take what widgets send in a subshell, a thread beside the one of the cells
(https://github.com/jupyter/enhancement-proposals/pull/91), so that they answer while a cell runs. Virtual time passes only
in the latter, and what waits on it cannot be resumed elsewhere. So the work goes to the event loop of the thread
that made the widget: it begins as soon as no cell runs.
"""

import asyncio
import signal
import threading
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HomeThread", "interruptible"]


class HomeThread:
    """The thread in which this was made, and its event loop where it has one."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    def do(self, work: Callable[[], object]) -> None:
        """Do the work there: at once if that is here (or there is no loop to wait for), else when the loop has time."""
        if self._loop is None or threading.get_ident() == self._thread:
            work()
        else:
            self._loop.call_soon_threadsafe(work)


@contextmanager
def interruptible() -> "Iterator[None]":
    """Let the kernel's interrupt raise KeyboardInterrupt inside the block, and nowhere after it.

    Between two cells a kernel ignores the signal. Outside the main thread nothing can be interrupted so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
