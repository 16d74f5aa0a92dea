"""The engine: executions of state machines on a virtual clock, with the history that AWS would write."""

from .callbacks import CallbackError, Callbacks, Ticket
from .description import describe
from .engine import InputError, TasksMissingError, run, start
from .execution import Execution
from .observer import Observer
from .plan import DefinitionError
from .redrivable import RedriveError
from .states.refusal import cannot_start
from .visit import Visit

__all__ = [
    "CallbackError",
    "Callbacks",
    "DefinitionError",
    "Execution",
    "InputError",
    "Observer",
    "RedriveError",
    "TasksMissingError",
    "Ticket",
    "Visit",
    "cannot_start",
    "describe",
    "run",
    "start",
]
