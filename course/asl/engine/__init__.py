"""The engine: executions of state machines on a virtual clock, with the history that AWS would write."""

from .callbacks import CallbackError, Callbacks, Ticket
from .description import describe
from .engine import InputError, TasksMissingError, run, start
from .execution import Execution, RedriveError
from .plan import DefinitionError
from .visit import Visit

__all__ = [
    "CallbackError",
    "Callbacks",
    "DefinitionError",
    "Execution",
    "InputError",
    "RedriveError",
    "TasksMissingError",
    "Ticket",
    "Visit",
    "describe",
    "run",
    "start",
]
