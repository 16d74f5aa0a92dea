"""Where the states lead."""

from collections.abc import Iterator

from course.asl.linter.definition import Definition, Finding, Group, Path, State
from course.asl.linter.fields import nodes
from course.asl.linter.nearest import Names
from course.asl.linter.ways import beginning, reachable, ways

__all__ = ["next_to_nowhere", "no_end", "unreachable_state"]

_TARGETS = ("Next", "Default", "StartAt")


def next_to_nowhere(definition: Definition) -> Iterator[Finding]:
    """A transition to a state that does not exist.

    What it finds
        A Next, Default or StartAt that names no state of the same group. Each branch of a Parallel state and
        each item processor of a Map state is a group of its own: no transition leads into or out of it.

    Why it matters
        AWS refuses the definition. Names of states are case-sensitive.

    Example
        {"StartAt": "Charge", "States": {"Charge": {"Type": "Pass", "Next": "Shipp"}, "Ship": {"Type": "Succeed"}}}

    Remedy
        Correct the name. To go on after a branch, end the branch and set the Next of the Parallel or Map
        state.
    """
    groups: dict[Path, Names] = {}
    for group, path, target in _transitions(definition):
        states = group.value.get("States")
        if isinstance(states, dict) and target not in states:
            if group.path not in groups:
                groups[group.path] = Names(states)
            yield Finding(
                path, f"Missing 'Next' target: {target}", _hint(definition, group, target, groups[group.path])
            )


def no_end(definition: Definition) -> Iterator[Finding]:
    """A state machine that cannot end.

    What it finds
        No state of the outermost group has `"End": true` or is of type Succeed or Fail.

    Why it matters
        AWS refuses the definition. Inside branches and item processors it does not look.

    Example
        {"StartAt": "Tick", "States": {"Tick": {"Type": "Wait", "Seconds": 60, "Next": "Tick"}}}

    Remedy
        Give the last state `"End": true`, or add a Succeed state and a way to it.
    """
    for group in definition.groups[:1]:
        if group.states and not _has_end(group):
            hint = 'Give the last state "End": true.'
            yield Finding(("States",), "Workflow has no terminal state", hint, on_key=True)


def unreachable_state(definition: Definition) -> Iterator[Finding]:
    """A state that no way leads to.

    What it finds
        A state that cannot be reached from StartAt by any Next, Default, choice rule or Catch. Where StartAt names
        no state, it is a state that no other state leads to.

    Why it matters
        AWS refuses the definition. The state would never run: most often the way to it was forgotten, or leads
        elsewhere by mistake.

    Example
        {"StartAt": "Pay", "States": {"Pay": {"Type": "Pass", "End": true}, "Ship": {"Type": "Pass", "End": true}}}

    Remedy
        Lead a state to it, or delete it.
    """
    # AWS does not look for it in a workflow that cannot end, nor where nothing says where to begin. Where a state
    # does not say where to go, what comes next is not known either.
    if definition.groups and not _has_end(definition.groups[0]):
        return
    for group in definition.groups:
        if not isinstance(group.value.get("StartAt"), str) or any(map(_is_open, group.states.values())):
            continue
        reached, start = reachable(group), beginning(group)
        for name, state in group.states.items():
            if name not in reached:
                way = "No other state leads to it" if start is None else f"No way leads to it from '{start}'"
                hint = f"{way}: add one, by Next, Default, a choice rule or a Catch, or delete the state."
                yield Finding(state.path, f'State "{name}" is not reachable.', hint, on_key=True)


def _has_end(group: Group) -> bool:
    return any(map(_is_end, group.states.values()))


def _is_end(state: State) -> bool:
    return state.type in ("Succeed", "Fail") or state.value.get("End") is True


def _is_open(state: State) -> bool:
    return not _is_end(state) and not any(ways(state))


def _transitions(definition: Definition) -> Iterator[tuple[Group, Path, str]]:
    """Every transition: the group it is in, where it stands, and the name it leads to."""
    outermost = {group.path: group for group in definition.groups}
    for node in nodes(definition):
        group = node.state.group if node.state else outermost.get(node.path)
        for name, _, value in node.held:
            if name in _TARGETS and isinstance(value, str) and group:
                yield group, (*node.path, name), value


def _hint(definition: Definition, group: Group, target: str, names: Names) -> str:
    if group.around is not None and target in definition.groups[0].states:
        return "That state is outside; a branch or item processor cannot be left by Next."
    return names.hint(target, "The states here are")
