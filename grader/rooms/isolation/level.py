"""How far this machine can shut a submission in: tried once, in a process of its own, and recorded with each grade."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import landlock, namespaces, seccomp
from .limits import Limits, limit

__all__ = ["ISOLATED", "NOT_ISOLATED", "Level", "level"]

# So begin the words of a level, which stand beside a grade for good.
ISOLATED, NOT_ISOLATED = "isolated", "not isolated"


@dataclass(frozen=True)
class Level:
    """The layers that hold here: limits, namespaces, landlock, seccomp."""

    layers: tuple[str, ...]

    @property
    def is_isolated(self) -> bool:
        """Whether a submission can reach neither the network nor files that are none of its business."""
        return "namespaces" in self.layers or {"landlock", "seccomp"} <= set(self.layers)

    def __str__(self) -> str:
        """Say it in words."""
        layers = ", ".join(self.layers)
        if self.is_isolated:
            return f"{ISOLATED} by {layers}"
        found = f"only {layers} here" if layers else "this machine has nothing for it"
        return f"{NOT_ISOLATED} ({found}): a submission can read this user's files and reach the network"


@functools.cache
def level() -> Level:
    """Return what this machine can."""
    tried: dict[str, Callable[[], object]] = {
        "limits": lambda: limit(Limits()),
        "namespaces": _live_in_namespaces,
        "landlock": lambda: landlock.confine([], []),
        "seccomp": seccomp.filter_calls,
    }
    return Level(tuple(name for name, attempt in tried.items() if _works(attempt)))


def _live_in_namespaces() -> None:
    """Do all that a learner's process does with them: a system may let it enter, and then neither map users nor mount."""
    users = namespaces.UserMap() if namespaces.can_map_users() else None
    child = os.fork()
    if child == 0:
        try:
            namespaces.enter(users.wait if users else None)
            namespaces.own_tree([Path("/usr")], Path("/home"), megabytes=1)
            if os.fork():
                os.wait()
            os._exit(0)
        finally:
            os._exit(1)
    if users:
        users.write(child)
    _, status = os.waitpid(child, 0)
    if status:
        raise OSError(errno.EPERM, "no process can live in namespaces here")


def _works(attempt: Callable[[], object]) -> bool:
    if not hasattr(os, "fork"):
        return False
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            attempt()
        except BaseException:  # noqa: BLE001  whatever the reason, this layer does not hold here
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0
