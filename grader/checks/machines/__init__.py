"""Checks of state machines: a delivered definition is read, played against scripted functions, and compared.

- `delivered`: the definition that an answer holds, as a machine, or as AWS refuses it; `places`: its lines in the cell
- `cast`: functions that a rubric scripts, whichever way a Task calls them (`function_name`); `faults`: what goes wrong with them, and when
- `shifts`: an actor whose work takes time, and how much of it was done at once
- `partner`: somebody outside who is handed a task token, and answers when it is scripted; `web_partner`: one with an HTTPS API
- `story`: one execution on a virtual clock, told as plain data; `ending`: how it should end, and what is told if it did not
- `states`: all states of a definition, for checks of structure and for detectors

Knows no exercise. A rubric reads like this:

    def play(bench, given):
        return played(machine(bench, "review"), given, {"score": lambda payload: {"points": 7}})

    Part("Every request is scored", 4, "B", stories(rows, play))        # rows: [Told({"id": 1}, Ending(output=...))]
"""

from .cast import Actor, Call, Cast
from .delivered import document, machine, refusals
from .ending import ANY, Ending, Told, differences, stories
from .faults import Fault
from .partner import Order, Partner, Reply, message_body
from .places import line_of
from .shifts import Shift, Shifts
from .states import State, called_functions, states_of
from .story import Story, UnderWay, begun, played
from .web_partner import Response, WebPartner, WebRequest

__all__ = [
    "ANY",
    "Actor",
    "Call",
    "Cast",
    "Ending",
    "Fault",
    "Order",
    "Partner",
    "Reply",
    "Response",
    "Shift",
    "Shifts",
    "State",
    "Story",
    "Told",
    "UnderWay",
    "WebPartner",
    "WebRequest",
    "begun",
    "called_functions",
    "differences",
    "document",
    "line_of",
    "machine",
    "message_body",
    "played",
    "refusals",
    "states_of",
    "stories",
]
