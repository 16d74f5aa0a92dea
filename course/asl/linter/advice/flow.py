"""What is known of the documents of every state, gone through from StartAt on every way at once."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from course.asl.linter.definition import Definition, Group, State
from course.asl.linter.ways import ways

from .documents import ANYTHING, Document, merged
from .stages import Stages, stages

__all__ = ["stages_of"]

_VISITS = 20  # of one state, before its input is taken for anything
_KEPT: WeakKeyDictionary[Definition, dict[State, Stages]] = WeakKeyDictionary()


def stages_of(definition: Definition) -> dict[State, Stages]:
    """Return the stages of every state that can be reached, found once for each definition."""
    if definition not in _KEPT:
        found: dict[State, Stages] = {}
        waiting = [(group, ANYTHING) for group in definition.groups[:1]]
        while waiting:
            group, start = waiting.pop()
            _through(group, start, found)
            for state in group.states.values():
                if state in found:
                    inside = found[state].item if state.type == "Map" else found[state].arguments
                    waiting += [(inner, inside) for inner in state.groups]
        _KEPT[definition] = found
    return _KEPT[definition]


def _through(group: Group, start: Document, found: dict[State, Stages]) -> None:
    """Go through a group, again where ways meet, until nothing new is learnt."""
    first = group.value.get("StartAt")
    waiting = [(first, start)] if isinstance(first, str) else []
    visits: dict[str, int] = {}
    while waiting:
        name, document = waiting.pop()
        state = group.states.get(name)
        if state is None:
            continue
        known = merged(found[state].input, document) if state in found else document
        visits[name] = visits.get(name, 0) + 1
        if visits[name] > _VISITS:
            known = ANYTHING
        if state not in found or known != found[state].input:
            found[state] = stages(state, known)
            waiting += _onward(state, found[state])


def _onward(state: State, known: Stages) -> Iterator[tuple[str, Document]]:
    for path, target in ways(state):
        part = path[len(state.path) :]
        yield target, known.caught[int(part[1])] if part[0] == "Catch" else known.output
