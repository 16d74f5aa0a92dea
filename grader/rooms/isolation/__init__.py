"""A process that can do nothing but its work: in layers, as far as the machine has them, and no layer needs another.

- `spawn`: the child, shut in; read this first. `level`: what this machine can
- `tree`: all that was started below a process, and its end
- `held_up`: how long it could not run, because the machine was busy
- `limits`: how much it may use; `namespaces`: no network, no neighbours, a tree of files of its own
- `landlock`: the files that it may reach; `seccomp`: the calls that it may make; `kernel`: how Linux is asked
"""

from .held_up import held_up
from .level import ISOLATED, NOT_ISOLATED, Level, level
from .limits import Limits, hold_memory
from .spawn import Child, Confinement, spawn
from .tree import adopt, end_below

__all__ = [
    "ISOLATED",
    "NOT_ISOLATED",
    "Child",
    "Confinement",
    "Level",
    "Limits",
    "adopt",
    "end_below",
    "held_up",
    "hold_memory",
    "level",
    "spawn",
]
