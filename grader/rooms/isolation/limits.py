"""How much of the machine a submission may use. Every POSIX system has these limits; no privilege is needed."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import resource  # here and not where it is used: every process that is forked bounds itself

__all__ = ["Limits", "hold_memory", "limit", "processes_of"]

MEGABYTE = 1024 * 1024
MANY = 100_000


@dataclass(frozen=True)
class Limits:
    """Bounds of one process: seconds of CPU, megabytes of address space and of one file, open files, processes of its user.

    `disk`: megabytes of all its files together, which hold where it has namespaces.
    """

    cpu: int = 120
    memory: int = 3072
    file: int = 64
    files: int = 256
    processes: int = 64
    disk: int = 256


def limit(limits: Limits, counted: int = 0) -> None:
    """Bound this process and all that it starts. A bound that is lower already stays.

    `counted`: processes of its user that count as well, although it has not started them.
    """
    wanted = {
        resource.RLIMIT_CPU: limits.cpu,
        resource.RLIMIT_AS: limits.memory * MEGABYTE,
        resource.RLIMIT_FSIZE: limits.file * MEGABYTE,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_NPROC: limits.processes + counted,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in wanted.items():
        _, hard = resource.getrlimit(which)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (bound, bound))


def hold_memory(limits: Limits) -> None:
    """Bound the memory of this process, which does what it is asked to, as that of whoever asks is bounded."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = limits.memory * MEGABYTE
    resource.setrlimit(
        resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )


def processes_of(user: int) -> int:
    """Return how many processes and threads a user has; where that cannot be known, more than anybody has."""
    try:
        tasks = [place / "task" for place in Path("/proc").iterdir() if place.name.isdigit()]
    except OSError:
        return MANY
    return sum(map(_length_if_of(user), tasks))


def _length_if_of(user: int) -> Callable[[Path], int]:
    def length(tasks: Path) -> int:
        try:
            return len(os.listdir(tasks)) if tasks.stat().st_uid == user else 0  # noqa: PTH208  a hot loop
        except OSError:  # it has ended meanwhile
            return 0

    return length
