"""Where the states lead."""

from collections.abc import Iterator

from course.asl.linter.definition import Definition, Finding, Group, Path
from course.asl.linter.fields import nodes
from course.asl.linter.nearest import Names

__all__ = ["next_to_nowhere", "no_end"]

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
        states = group.states.values()
        if states and not any(
            state.type in ("Succeed", "Fail") or state.value.get("End") is True for state in states
        ):
            hint = 'Give the last state "End": true.'
            yield Finding(("States",), "Workflow has no terminal state", hint, on_key=True)


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
