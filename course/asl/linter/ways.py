"""The ways through a group of states: which state leads to which."""

from collections.abc import Iterable, Iterator, Mapping

from .definition import Group, Path, State
from .nearest import Names

__all__ = ["beginning", "circles", "ends", "reachable", "ways"]


def ways(state: State) -> Iterator[tuple[Path, str]]:
    """Yield every way out of a state: where it is written, and the name it leads to (of a state that may not exist)."""
    if state.type in ("Succeed", "Fail"):
        return
    for name in ("Next", "Default"):
        if isinstance(target := state.value.get(name), str):
            yield (*state.path, name), target
    for name in ("Choices", "Catch"):
        for path, entry in state.entries(name):
            if isinstance(target := entry.get("Next"), str):
                yield (*path, "Next"), target


def ends(state: State) -> bool:
    """Say whether the group may end with this state, or leave in a way that another rule speaks of."""
    if state.type in ("Succeed", "Fail") or state.value.get("End") is True:
        return True
    targets = [target for _, target in ways(state)]
    unmatched = state.type == "Choice" and "Default" not in state.value
    return unmatched or not targets or any(target not in state.group.states for target in targets)


def beginning(group: Group) -> str | None:
    """Return the name of the state that StartAt names, or most likely means; None if it is like no name here."""
    start = group.value.get("StartAt")
    if not isinstance(start, str) or start in group.states:
        return start if isinstance(start, str) else None
    return Names(group.states).nearest(start)


def reachable(group: Group) -> set[str]:
    """Return the names of the states that the group's beginning leads to.

    Where it is not known, any state may be meant: then they are those that another state leads to.
    """
    onward = _onward(group)
    start = beginning(group)
    if start is not None:
        return _closure([start], onward)
    return {target for name, targets in onward.items() for target in targets if target != name}


def circles(group: Group) -> list[list[str]]:
    """Return the circles of the group: lists of states each of which leads to every other, in the definition's order."""
    onward = _onward(group)
    place = {name: index for index, name in enumerate(onward)}
    found = [
        sorted(part, key=place.__getitem__)
        for part in _strongly_connected(onward)
        if len(part) > 1 or part[0] in onward[part[0]]
    ]
    return sorted(found, key=lambda circle: place[circle[0]])


def _onward(group: Group) -> dict[str, list[str]]:
    states = group.states
    return {name: [target for _, target in ways(state) if target in states] for name, state in states.items()}


def _closure(starts: Iterable[str], onward: Mapping[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += onward[name]
    return seen


def _strongly_connected(onward: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Tarjan's algorithm, without recursion: `low` is the earliest state on the stack that a state leads to."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: dict[str, None] = {}
    for root in onward:
        waiting = [] if root in order else [(root, iter(onward[root]))]
        while waiting:
            name, targets = waiting[-1]
            if name not in order:
                order[name] = low[name] = len(order)
                stack[name] = None
            for target in targets:
                if target not in order:
                    waiting.append((target, iter(onward[target])))
                    break
                if target in stack:
                    low[name] = min(low[name], order[target])
            else:
                waiting.pop()
                if waiting:
                    before = waiting[-1][0]
                    low[before] = min(low[before], low[name])
                if low[name] == order[name]:
                    yield list(_unstacked(stack, name))


def _unstacked(stack: dict[str, None], last: str) -> Iterator[str]:
    """Take the names off the stack, down to `last`."""
    while last in stack:
        yield stack.popitem()[0]
