"""The state under test, found in its definition."""

from collections.abc import Iterator
from typing import Any

from course.asl.engine.plan import DefinitionError, Group, Step, prepare
from course.asl.linter import lint_machine, refusal
from course.asl.machine import StateMachine, parse

from .refused import Refused, invalid

__all__ = ["NAME", "subject"]

# What a state is called that is given without a machine, and in the context object of any state under test.
NAME = "StateName"


def subject(definition: str, name: str | None) -> tuple[Group, Step]:
    """Return the states around the one called `name`, and that one; without a name the definition is the state itself.

    Raises Refused for what CreateStateMachine would refuse, and for a name that no state has.
    """
    machine = parse(definition)
    if name is None and isinstance(machine.definition, dict):
        machine = StateMachine.of(_around(machine.definition))
    if said := refusal(lint_machine(machine, placeholders=False)):
        raise Refused("InvalidDefinition", said)
    try:
        top = prepare(machine)
    except DefinitionError as error:
        raise Refused("InvalidDefinition", f"Invalid State Machine Definition: '{error}'") from None
    for group in _groups(top):
        if step := group.steps.get(name or NAME):
            return group, step
    raise invalid("State not found in definition")


def _around(state: dict[str, Any]) -> dict[str, Any]:
    """Return a machine of the state, and of an end for each state that it leads to."""
    ends = {target: {"Type": "Succeed"} for target in _targets(state)}
    return {"StartAt": NAME, "States": {**ends, NAME: state}}


def _targets(state: dict[str, Any]) -> Iterator[str]:
    rules = [state[name] for name in ("Choices", "Catch") if isinstance(state.get(name), list)]
    for holder in [state, *(each for entries in rules for each in entries if isinstance(each, dict))]:
        yield from (holder[name] for name in ("Next", "Default") if isinstance(holder.get(name), str))


def _groups(group: Group) -> Iterator[Group]:
    yield group
    for step in group.steps.values():
        for inner in step.groups:
            yield from _groups(inner)
