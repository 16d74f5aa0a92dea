"""The engine: executions of state machines on a virtual clock, with the history that AWS would write.

- `engine`: how one runs; read this first. `states`: what the eight types of states do
- `structure` and `plan`: a definition made ready to run
- `execution`: an execution and what can be done to it; `lifetime`: its deadline and its task; `identity`: its names
- `flow`: a line of states, of which an execution is a tree; `visit`: what happened in a state; `context`: what it sees
- `history`: the events; `record`: those and the visits, `folded` when nobody needs them; `description`: DescribeExecution
- `retry`, `limits`, `redrivable`: what may be tried again, handed on, taken up
- `callbacks`: task tokens and activities; `observer`: who looks on; `gate`: step by step; `chance`; `world`
"""

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
