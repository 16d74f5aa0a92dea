"""The ways through a group of states: which state leads to which."""

from collections.abc import Iterable, Iterator, Mapping

from course.asl.linter.definition import Group, Path, State

__all__ = ["circles", "ends", "reachable", "ways"]


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


def reachable(group: Group) -> set[str]:
    """Return the names of the states that the group's StartAt leads to; all of them if it names no state."""
    start = group.value.get("StartAt")
    if not isinstance(start, str) or start not in group.states:
        return set(group.states)
    return _closure([start], _onward(group))


def circles(group: Group) -> list[list[str]]:
    """Return the circles of the group: lists of states each of which leads to every other, in the definition's order."""
    onward = _onward(group)
    back: dict[str, list[str]] = {name: [] for name in onward}
    for name, targets in onward.items():
        for target in targets:
            if target in back:
                back[target].append(name)
    found: list[list[str]] = []
    done: set[str] = set()
    for name in onward:
        if name not in done:
            after = _closure(onward[name], onward)
            together = after & _closure(back[name], back) if name in after else set()
            done |= together
            if together:
                found.append([other for other in onward if other in together])
    return found


def _onward(group: Group) -> dict[str, list[str]]:
    return {name: [target for _, target in ways(state)] for name, state in group.states.items()}


def _closure(starts: Iterable[str], onward: Mapping[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name in onward and name not in seen:
            seen.add(name)
            waiting += onward[name]
    return seen
