"""Virtual time, and the deterministic scheduler that everything above it waits on.

A :class:`Clock` counts virtual seconds and knows what is due when. Ordinary blocking code runs as a
:class:`Task`; while it sleeps, others run. Nothing here takes real time, and the same calls in the same
order always give the same order of events.
"""

from .agenda import Due
from .ambient import Ambient
from .bell import Bell
from .clock import Clock, Unsettled
from .errors import ClockError, TimeIsUp
from .task import Scope, Task

__all__ = ["Ambient", "Bell", "Clock", "ClockError", "Due", "Scope", "Task", "TimeIsUp", "Unsettled"]
