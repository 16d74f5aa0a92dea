"""What the service says of a definition: whether it is refused, and which variables its states read."""

from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from course.asl import StateMachine, parse
from course.asl.linter import lint_machine, refusal
from course.asl.linter.advice.variables import variables_read
from course.asl.linter.definition import Definition

from .refusals import RefusedError

__all__ = ["accepted", "variable_references"]

_REFERENCES: WeakKeyDictionary[StateMachine, dict[str, list[str]]] = WeakKeyDictionary()


def accepted(text: str, type: Any) -> StateMachine:
    """Return a definition that was read. Raises RefusedError for one that the service does not take."""
    machine, refused = _judged(text, type)
    if refused:
        raise RefusedError("InvalidDefinition", refused)
    return machine


# Judging a definition takes longer than creating a machine, and one text is often used many times.
@lru_cache(maxsize=256)
def _judged(text: str, type: Any) -> tuple[StateMachine, str]:
    machine = parse(text, type=type)
    return machine, refusal(lint_machine(machine, placeholders=False))


def variable_references(machine: StateMachine) -> dict[str, list[str]]:
    """Return the names of the variables that each state reads, without `$`; states that read none are left out."""
    if machine not in _REFERENCES:
        found: dict[str, set[str]] = {}
        definition = Definition(machine.definition, machine.type, machine.problems, len(machine.text))
        for state, _, name in variables_read(definition):
            found.setdefault(state.name, set()).add(name)
        _REFERENCES[machine] = {state: sorted(names) for state, names in found.items()}
    return _REFERENCES[machine]
