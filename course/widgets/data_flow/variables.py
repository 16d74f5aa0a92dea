"""The variables that a state could read in an execution, found in its history."""

import json
from typing import Any

from course.asl import Execution, Visit

__all__ = ["variables_at"]

Line = tuple[tuple[str | int, ...], tuple[int, ...]]


def variables_at(execution: Execution, visit: Visit) -> dict[str, Any]:
    """Return the variables by name, as they were when the visit began.

    The history is followed backwards from the visit. A state sets variables for the states of its own line, and for
    those inside them: what other branches and iterations set on the way does not count.
    """
    visits = {each.event: each for each in execution.visits}
    found: dict[str, Any] = {}
    left: dict[str, dict[str, str]] = {}
    line = _line(visit)
    at = execution.history[visit.event - 1]["previousEventId"]
    while at:
        event = execution.history[at - 1]
        details = event.get("stateExitedEventDetails")
        if details:
            left[details["name"]] = details.get("assignedVariables") or {}
        entered = visits.get(at)
        if entered is not None:
            texts = left.pop(entered.name, None)
            if texts is None and entered.path == line[0][: len(entered.path)]:
                line = _line(entered)  # the state around the line: from here on its own line counts
            elif texts and _line(entered) == line:
                found = {**{name: json.loads(text) for name, text in texts.items()}, **found}
        at = event["previousEventId"]
    return found


def _line(visit: Visit) -> Line:
    """Return what tells a line of states from others: where its states are defined, and in which iteration it is."""
    return visit.path[:-1], visit.iteration
