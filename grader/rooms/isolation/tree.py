"""The tree of processes below this one, ended with everything in it, however a process has tried to leave it.

A process whose parent ends would become a child of the machine's first one, where nobody knows it any more. This process
asks to be given it instead; so what was started below it stays below it. Only Linux can do that; elsewhere a process
that leaves its group is lost.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from .kernel import LINUX, prctl

__all__ = ["adopt", "below", "end_below"]

_CHILD_SUBREAPER = 36
PAUSE = 0.002


def adopt() -> None:
    """Let every process below this one that loses its parent become a child of this one."""
    if LINUX:
        prctl(_CHILD_SUBREAPER, 1)


def below(pid: int, spared: Iterable[int] = ()) -> set[int]:
    """Return the processes below one, without those in `spared` and what is below them."""
    kept, found, fresh = set(spared), set[int](), [pid]
    while fresh:
        children = set(_children(fresh.pop())) - kept - found
        found |= children
        fresh += children
    return found


def end_below(spared: Iterable[int] = ()) -> None:
    """End all that is below this process, but for the processes in `spared` and what is below them."""
    kept = set(spared)
    while left := below(os.getpid(), kept):
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        ended = [_has_ended(pid) for pid in left]
        if not all(ended):
            time.sleep(PAUSE)


def _has_ended(pid: int) -> bool:
    """Tell whether a child of this process has ended (then its number is free), or is no child of it."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return True


def _children(pid: int) -> Iterator[int]:
    """Yield the children of a process: each of its threads has a list of those that it has started."""
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                yield from map(int, (task / "children").read_text(encoding="ascii").split())
