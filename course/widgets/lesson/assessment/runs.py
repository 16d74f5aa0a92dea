"""A state machine that a learner follows in the mind, with its input and what its tasks answer.

[item.run]                               [[item.run.tasks.Charge]]       one entry an attempt, the last for all further ones
definition = '''{...}'''  JSON text      error = "Bank.Busy"             or  result = ...  (as JSON text)
input = '''{...}'''       JSON text      seconds = 4                     how long it takes; 0 where nothing is said
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Run", "claimed", "run_of"]


@dataclass(frozen=True)
class Run:
    """A definition and an input (JSON texts), and by state what the task answers at its first attempt, at its second..."""

    definition: str
    input: str
    tasks: Mapping[str, Sequence[Mapping[str, Any]]]


def run_of(entry: Mapping[str, Any]) -> Run:
    """Return what `[item.run]` holds."""
    return Run(entry["definition"], entry["input"], entry.get("tasks", {}))


def claimed(option: Mapping[str, Any]) -> str:
    """Return the words of an option that claims something of a run; empty for one that has its own."""
    if "path" in option:
        return " → ".join(option["path"])
    if "output" in option:
        return f"`{json.dumps(json.loads(option['output']))}`"
    if "attempts" in option:
        *first, last = (f"{moment:g}" for moment in option["attempts"])
        return f"At {', '.join(first)} and {last} seconds" if first else f"At {last} seconds"
    return f"{option['seconds']:g} seconds" if "seconds" in option else ""
