"""What executions have around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from course.asl.tasks import TaskHandler
from course.clock import Clock

from .callbacks import Callbacks
from .observer import Observer

__all__ = ["World"]


@dataclass(frozen=True)
class World:
    """What an execution has around it: the clock, what does its tasks, where tokens come back to, and who looks on."""

    clock: Clock
    tasks: TaskHandler
    callbacks: Callbacks
    observers: Sequence[Observer] = ()
