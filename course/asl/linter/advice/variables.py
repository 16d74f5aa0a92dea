"""Variables: who sets them, and who can see them.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
"""

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from course.asl.jsonata import examine
from course.asl.linter.definition import Definition, Finding, Group, Path, State
from course.asl.linter.documents import computed, made_by
from course.asl.linter.fields import nodes
from course.asl.linter.nearest import Names
from course.asl.linter.ways import ways

from .paths import steps
from .reads import reads

__all__ = ["undefined_variable", "variable_out_of_reach", "variables_read", "visible"]

_KEPT: WeakKeyDictionary[Definition, dict[State, frozenset[str]]] = WeakKeyDictionary()


def undefined_variable(definition: Definition) -> Iterator[Finding]:
    """A variable that nobody sets.

    What it finds
        A `$name`, in a JSONata expression or a path, that no Assign of the whole definition sets.

    Why it matters
        AWS takes the definition. When the execution gets there it fails, or in JSONata goes on with nothing.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $totl %}", "End": true}

    Remedy
        Correct the name, or set the variable in the Assign of a state before.
    """
    setters = _setters(definition)
    for state, place, name in variables_read(definition):
        if name not in setters and name not in visible(definition).get(state, {name}):
            yield Finding(place, f"Nobody sets the variable ${name}.", Names(setters).hint(name))


def variable_out_of_reach(definition: Definition) -> Iterator[Finding]:
    """A variable that cannot be seen from here.

    What it finds
        A `$name` that is set elsewhere: in another branch of a Parallel state, inside a branch or item processor, outside of
        a Distributed Map, or on no way that leads here.

    Why it matters
        AWS takes the definition. Here, the variable is not there: the execution fails, or in JSONata goes on with nothing.

    Example
        {"Branches": [{"StartAt": "A", "States": {"A": {"Assign": {"total": 1}}}},
                      {"StartAt": "B", "States": {"B": {"Output": "{% $total %}"}}}]}

    Remedy
        What a branch or an item processor has to give goes into its output. Assign it in the Parallel or Map state, which
        sees the outputs of all; hand what a Distributed Map needs to its items by ItemSelector.
    """
    setters = _setters(definition)
    for state, place, name in variables_read(definition):
        if name in setters and name not in visible(definition).get(state, {name}):
            yield Finding(
                place,
                f"The variable ${name} is not set here: {_why(state, setters[name])}.",
                _remedy(state, setters[name]),
            )


def visible(definition: Definition) -> dict[State, frozenset[str]]:
    """Return the variables that may be set when a state is entered, for every state that can be; found once."""
    if definition not in _KEPT:
        found: dict[State, frozenset[str]] = {}
        waiting: list[tuple[Group, frozenset[str]]] = [
            (group, frozenset()) for group in definition.groups[:1]
        ]
        while waiting:
            group, outside = waiting.pop()
            _through(group, outside, found)
            for state in group.states.values():
                if state in found:
                    waiting += [
                        (inner, frozenset() if inner.is_distributed else found[state])
                        for inner in state.groups
                    ]
        _KEPT[definition] = found
    return _KEPT[definition]


def _through(group: Group, outside: frozenset[str], found: dict[State, frozenset[str]]) -> None:
    start = group.value.get("StartAt")
    waiting = [(start, outside)] if isinstance(start, str) else []
    while waiting:
        name, known = waiting.pop()
        state = group.states.get(name)
        if state is not None and not (state in found and known <= found[state]):
            found[state] = found.get(state, frozenset()) | known
            waiting += [(target, found[state] | _set_on(state, path)) for path, target in ways(state)]


def _set_on(state: State, way: Path) -> frozenset[str]:
    """Return the variables that are set when a state is left by `way`, where a choice rule and a catcher set their own."""
    own = _names(state.value.get("Assign"), state.language)
    part = state.value
    for step in way[len(state.path) : -1]:
        part = part[step]  # type: ignore[index]  # the way was found along these steps
    return own | _names(part.get("Assign"), state.language)


def _names(assign: Any, language: str) -> frozenset[str]:
    names = assign if isinstance(assign, dict) else {}
    return frozenset(made_by(name, language) for name in names)


def _setters(definition: Definition) -> dict[str, State]:
    """Return the first state that sets each variable."""
    found: dict[str, State] = {}
    for node in nodes(definition):
        if node.state is not None and "Assign" in node.fields:
            for name in _names(node.value.get("Assign"), node.language):
                found.setdefault(name, node.state)
    return found


def variables_read(definition: Definition) -> Iterator[tuple[State, Path, str]]:
    """Yield every variable that is read: by which state, where, and its name without `$`."""
    for text, expression in computed(definition):
        if text.node.state is not None:
            read = examine(expression).variables - {"states"}
            yield from ((text.node.state, text.path, name) for name in sorted(read))
    for path in reads(definition):
        found = steps(path.text)
        if found is not None and found.root not in ("$", "$$"):
            yield path.state, path.path, found.root[1:]


def _why(state: State, setter: State) -> str:
    if setter.group is state.group:
        return f"'{setter.name}' sets it, and no way leads from there to '{state.name}'"
    if _within(setter.group, state.group):
        around = setter.group.around
        return f"'{setter.name}' sets it inside '{around.name if around else ''}', and it is not seen outside"
    if _within(state.group, setter.group):
        return f"'{setter.name}' sets it outside, later or beyond a Distributed Map"
    return f"'{setter.name}' sets it in another branch"


def _remedy(state: State, setter: State) -> str:
    if setter.group is state.group:
        return f"Set it in a state on every way to '{state.name}'."
    if _within(state.group, setter.group):
        return "Hand it in by the ItemSelector of the Map state, or set it before that state."
    return "Put it into the output of the branch, and Assign it in the Parallel or Map state around."


def _within(inner: Group, outer: Group) -> bool:
    while inner.around is not None:
        inner = inner.around.group
        if inner is outer:
            return True
    return False
