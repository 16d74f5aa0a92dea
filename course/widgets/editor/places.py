"""Which state a place in the text belongs to."""

from collections.abc import Iterator
from itertools import groupby

from course.asl import StateMachine
from course.asl.linter.definition import Definition
from course.asl.text import Place
from course.widgets.state_machine import pointer

__all__ = ["owners"]


def owners(machine: StateMachine) -> list[tuple[int, int, str]]:
    """Return where the text passes from one state to another: line, column, and the id of the state from there on.

    The id is empty for what belongs to the machine itself. What stands between the states of a branch belongs to the
    Parallel or Map around it. Empty for a text in which there is no object.
    """
    spots = sorted(_spots(machine), key=lambda spot: spot[0])
    runs = (next(same) for _, same in groupby(spots, key=lambda spot: spot[1]))
    return [(place.line, place.column, state) for place, state in runs]


def _spots(machine: StateMachine) -> Iterator[tuple[Place, str]]:
    """The place of every key of every state, and of every group of states, with whom it belongs to."""
    for group in Definition(machine.definition, machine.type).groups:
        around = pointer(group.around.path) if group.around else ""
        for key in group.value:
            yield machine.place((*group.path, key), key=True), around
        for state in group.states.values():
            yield machine.place(state.path, key=True), pointer(state.path)
            for key in state.value:
                yield machine.place((*state.path, key), key=True), pointer(state.path)
