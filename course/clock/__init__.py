"""Virtual time, and the deterministic scheduler that everything above it waits on.

A :class:`Clock` counts virtual seconds and knows what is due when. Ordinary blocking code runs as a
:class:`Task`; while it sleeps, others run. Nothing here takes real time, and the same calls in the same
order always give the same order of events.
"""

from .ambient import Ambient
from .clock import Clock, ClockError, Due, Task, TimeIsUp

__all__ = ["Ambient", "Clock", "ClockError", "Due", "Task", "TimeIsUp"]
