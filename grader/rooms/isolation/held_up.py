"""How long processes stood ready to run while the machine's processors were at other work.

A limit in real seconds is meant for what a submission does. On a machine with too much to do it would be met by waiting
alone, and a grade would depend on who else is graded.
"""

import contextlib
from pathlib import Path

from .tree import below

__all__ = ["held_up"]

NANOSECONDS = 1e9


def held_up(pid: int) -> float:
    """Return the seconds that a process, or one below it, has waited for a processor: those of whichever waited longest.

    Nothing where the kernel does not tell: the second number of ``/proc/PID/schedstat``, in nanoseconds (Linux, Scheduler
    Statistics).
    """
    return max(map(_waited, {pid, *below(pid)}), default=0.0)


def _waited(pid: int) -> float:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / NANOSECONDS
    return 0.0
