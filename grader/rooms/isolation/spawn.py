"""A child process that is shut in, and that can be ended with everything it has started.

With namespaces there are two processes: a doorkeeper that enters them, and inside, as the first of a list of its own,
the one that works. When that one ends, the kernel ends all others on the list. Without them it is one process at the
head of a group.
"""

import contextlib
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from . import landlock, namespaces, seccomp
from .kernel import LINUX, prctl
from .level import Level, level
from .limits import Limits, limit, processes_of

__all__ = ["Child", "Confinement", "spawn"]

_DIE_WITH_PARENT, _NOT_DUMPABLE = 1, 4
# What a Python with its libraries needs to go on importing; `sys.prefix` and the like come from whoever spawns.
SYSTEM = tuple(
    Path(place)
    for place in (
        "/usr",
        "/lib",
        "/lib64",
        "/bin",
        "/etc/alternatives",
        "/etc/localtime",
        "/etc/ssl",
        "/dev/null",
        "/dev/random",
        "/dev/urandom",
        "/dev/zero",
    )
)

NOWHERE = Path(os.devnull)


@dataclass(frozen=True)
class Confinement:
    """Where a child may live: the one folder that is its own, what else it can read, how much it may use."""

    home: Path
    readable: Sequence[Path]
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Child:
    """A child that was spawned: the process id to wait for, and how it is shut in."""

    pid: int
    level: Level

    def end(self) -> None:
        """End it with all that it has started, at once; harmless when it has ended."""
        for kill in (os.kill,) if "namespaces" in self.level.layers else (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end and return its exit code, negative for a signal. Call it once."""
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def spawn(work: Callable[[], object], within: Confinement, at: Level | None = None) -> Child:
    """Fork a child that does `work` and ends; shut in as far as this machine can (`at` for less, in tests).

    It inherits this process's memory: whatever must stay hidden from `work` must never have been loaded here.
    """
    at = at or level()
    if "namespaces" in at.layers:
        return _with_doorkeeper(work, within, at)
    pid = os.fork()
    if pid == 0:
        _be_ended_first()
        _end_after(work, within, at)
    return Child(pid, at)


def _with_doorkeeper(work: Callable[[], object], within: Confinement, at: Level) -> Child:
    users = namespaces.UserMap() if namespaces.can_map_users() else None
    keeper = os.fork()
    if keeper == 0:
        try:
            _keep_door(work, within, at, users.wait if users else None)
        finally:
            os._exit(1)  # it came back, so it could not do its work
    if users:
        users.write(keeper)
    return Child(keeper, at)


def _keep_door(
    work: Callable[[], object], within: Confinement, at: Level, map_user: Callable[[], None] | None
) -> None:
    _be_ended_first()
    namespaces.enter(map_user)
    namespaces.own_tree((*SYSTEM, *within.readable), within.home, within.limits.disk)
    if map_user:
        _become_nobody(within.home)
    prctl(_DIE_WITH_PARENT, signal.SIGKILL)  # not earlier: it is forgotten where the user changes
    inside = os.fork()
    if inside == 0:
        _end_after(work, within, at)
    _, status = os.waitpid(inside, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _become_nobody(home: Path) -> None:
    os.chown(home, namespaces.NOBODY, namespaces.NOBODY)
    os.setgroups([])
    os.setresgid(namespaces.NOBODY, namespaces.NOBODY, namespaces.NOBODY)
    os.setresuid(namespaces.NOBODY, namespaces.NOBODY, namespaces.NOBODY)


def _be_ended_first() -> None:
    """Where the machine runs short of memory, let the kernel end learners' processes, the largest first, and no other."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _shut_in(within: Confinement, at: Level) -> None:
    os.chdir(within.home)
    if LINUX:
        prctl(_NOT_DUMPABLE, 0)
    if "limits" in at.layers:
        limit(within.limits, counted=0 if "namespaces" in at.layers else processes_of(os.getuid()))
    if "landlock" in at.layers:
        rooms = (within.home, namespaces.TEMPORARY) if "namespaces" in at.layers else (within.home,)
        landlock.confine((*SYSTEM, *within.readable), [*rooms, NOWHERE])
    if "seccomp" in at.layers:
        seccomp.filter_calls(beside_others="namespaces" not in at.layers)


def _end_after(work: Callable[[], object], within: Confinement, at: Level) -> NoReturn:
    """Shut this process in and work, as the last thing it does: nothing of its parent's is cleaned up or said twice."""
    code = 1
    try:
        # A group of its own: a signal to one's group reaches every process of the same user in it, of whatever list.
        os.setsid()
        if LINUX:
            prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        _shut_in(within, at)
        work()
        code = 0
    finally:
        os._exit(code)
