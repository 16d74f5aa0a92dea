"""The scopes of an execution: the machine's, and one for every branch and every item, each within a state of another."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from course.asl import Execution, Visit
from course.widgets.data_flow.variables import variables_at

__all__ = ["Entry", "Scope", "scopes_of"]

Line = tuple[tuple[str | int, ...], tuple[int, ...]]


@dataclass
class Entry:
    """One visit: the variables that the state could read when it began, those it set, and the scopes within it.

    `own` are the names among `reads` that the entry's scope has set itself; the others are from around it.
    """

    name: str
    type: str
    reads: dict[str, Any]
    own: frozenset[str]
    sets: dict[str, Any]
    inside: "list[Scope]" = field(default_factory=list)


@dataclass
class Scope:
    """A line of states with variables of its own: what it is called, and its visits in their order."""

    title: str
    entries: list[Entry] = field(default_factory=list)


def scopes_of(execution: Execution) -> Scope:
    """Return the scope of the machine, with all others inside."""
    top = Scope("The machine")
    scopes: dict[tuple[Line, int], Scope] = {}
    entries: dict[int, Entry] = {}
    sets, set_here = _sets(execution), dict[int, set[str]]()
    before: list[Visit] = []
    for visit in sorted(execution.visits, key=lambda each: each.event):
        owner = _owner(visit, before)
        scope = top if owner is None else scopes.get((_line(visit), owner.event))
        if scope is None and owner is not None:
            scope = scopes[_line(visit), owner.event] = Scope(_title(visit, owner))
            entries[owner.event].inside.append(scope)
        own = set_here.setdefault(id(scope), set())
        made = sets.get(visit.event, {})
        reads = variables_at(execution, visit)
        entry = Entry(visit.name, visit.type, reads, frozenset(own.intersection(reads)), made)
        own.update(made)
        (scope or top).entries.append(entry)
        entries[visit.event] = entry
        before.append(visit)
    return top


def _sets(execution: Execution) -> dict[int, dict[str, Any]]:
    """Return what each visit assigned, by the number of its entered event."""
    entered = {visit.event: visit.name for visit in execution.visits}
    found: dict[int, dict[str, Any]] = {}
    for event in execution.history:
        details = event.get("stateExitedEventDetails") or {}
        texts = details.get("assignedVariables")
        if not texts:
            continue
        at = event["previousEventId"]
        while at and entered.get(at) != details["name"]:
            at = execution.history[at - 1]["previousEventId"]
        found[at] = {name: json.loads(text) for name, text in texts.items()}
    return found


def _owner(visit: Visit, before: Iterable[Visit]) -> Visit | None:
    """Return the visit to the state that the visit's line of states is inside of."""
    path = visit.path[:-2]
    if not path:
        return None
    is_branch = isinstance(path[-1], int)
    around = path[:-2] if is_branch else path[:-1]
    turn = visit.iteration if is_branch else visit.iteration[:-1]
    return next(
        (each for each in reversed(list(before)) if (each.path, each.iteration) == (around, turn)), None
    )


def _line(visit: Visit) -> Line:
    return visit.path[:-1], visit.iteration


def _title(visit: Visit, owner: Visit) -> str:
    number = visit.path[-3]
    if isinstance(number, int):
        return f"Branch {number + 1} of {owner.name}"
    return f"Item {visit.iteration[-1]} of {owner.name}"
