"""Checks of state machines: a delivered definition is read, played against scripted functions, and compared.

- `delivered`: the definition that an answer holds, as a machine, or as AWS refuses it; `places`: its lines in the cell
- `cast`: functions that a rubric scripts, whichever way a Task calls them (`function_name`); `faults`: what goes wrong with them, and when
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
from .places import line_of
from .states import State, called_functions, states_of
from .story import Story, played

__all__ = [
    "ANY",
    "Actor",
    "Call",
    "Cast",
    "Ending",
    "Fault",
    "State",
    "Story",
    "Told",
    "called_functions",
    "differences",
    "document",
    "line_of",
    "machine",
    "played",
    "refusals",
    "states_of",
    "stories",
]
