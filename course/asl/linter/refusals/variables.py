"""The variables that Assign sets."""

from collections.abc import Iterator

from course import facts
from course.asl.linter.definition import Definition, Finding, Group, Path, State
from course.asl.linter.documents import made_by
from course.asl.linter.fields import nodes
from course.asl.linter.ways import ways

__all__ = ["bad_variable_name", "reserved_variable", "variable_of_outer_scope"]


def reserved_variable(definition: Definition) -> Iterator[Finding]:
    """A variable called states.

    What it finds
        An Assign that sets `states`.

    Why it matters
        `$states` is where Step Functions itself puts the input, the result and the context object; AWS
        refuses the definition.

    Example
        {"Type": "Pass", "Assign": {"states": ["open", "paid"]}, "End": true}

    Remedy
        Choose another name.
    """
    for _, path, name in _assigned(definition):
        if name == "states":
            message = "Cannot assign to reserved variable '$states'."
            yield Finding(path, message, "Choose another name.", on_key=True)


def bad_variable_name(definition: Definition) -> Iterator[Finding]:
    """A name that no variable can have.

    What it finds
        An Assign with a name that does not begin with a letter, has other characters than letters, digits and
        `_`, or is too long.

    Why it matters
        The name is used as `$name` in paths and expressions; AWS refuses the definition.

    Example
        {"Type": "Pass", "Assign": {"order-total.$": "$.total"}, "End": true}

    Remedy
        Write `orderTotal` or `order_total`.
    """
    most = int(facts.value("states.name"))
    for _, path, name in _assigned(definition):
        if not name.isidentifier() or name.startswith("_"):
            message = f"Invalid variable name '{name}': the variable name contains invalid characters."
            yield Finding(
                path, message, "Begin with a letter, and go on with letters, digits and _.", on_key=True
            )
        elif len(name) > most:
            message = f"Invalid variable name '{name}': the variable name exceeds {most} characters."
            yield Finding(path, message, f"It has {len(name)} characters.", on_key=True)


def variable_of_outer_scope(definition: Definition) -> Iterator[Finding]:
    """A variable that exists outside already.

    What it finds
        An Assign inside a branch or item processor that sets a variable which was set outside, by a state on
        the way there.

    Why it matters
        States inside can read the variables outside and cannot set them; so that nobody is misled, AWS
        refuses the same name. The items of a Distributed Map run as executions of their own and see nothing
        of what is outside, so they are free.

    Example
        {"Set": {"Assign": {"total": 0}}, "Each": {"ItemProcessor": {"States": {"Add": {"Assign": {"total": 1}}}}}}

    Remedy
        Choose another name, give it out as output, and set the outer variable in the Assign of the Parallel
        or Map state.
    """
    setters: dict[tuple[Path, str], list[State]] = {}
    for state, _, name in _assigned(definition):
        setters.setdefault((state.group.path, name), []).append(state)
    comes_after: dict[tuple[Path, str], dict[str, set[str]]] = {}
    for state, path, name in _assigned(definition):
        for around in _around(state.group):
            outside = (around.group.path, name)
            if outside in setters and outside not in comes_after:
                comes_after[outside] = _after(setters[outside])
            # What the state around sets itself, it sets when this group is done.
            if comes_after.get(outside, {}).get(around.name, set()) - {around.name}:
                message = f"The variable name '{name}' was already defined in a parent scope."
                yield Finding(path, message, "Choose another name.", on_key=True)
                break


def _around(group: Group) -> Iterator[State]:
    """The states that a group stands in, as far as their variables can be seen from it."""
    while group.around is not None and not group.is_distributed:
        yield group.around
        group = group.around.group


def _after(states: list[State]) -> dict[str, set[str]]:
    """The states of the group that come after one of these, each with one or two of those it comes after."""
    found: dict[str, set[str]] = {}
    waiting = [(state, state.name) for state in states]
    while waiting:
        state, source = waiting.pop()
        for _, name in ways(state):
            known = found.setdefault(name, set())
            # Two suffice to know whether there is another than the state itself.
            if source not in known and len(known) < 2:
                known.add(source)
                if name in state.group.states:
                    waiting.append((state.group.states[name], source))
    return found


def _assigned(definition: Definition) -> Iterator[tuple[State, Path, str]]:
    """Every variable set: the state that does, where, and the variable's name."""
    for node in nodes(definition):
        assigned = node.value.get("Assign") if "Assign" in node.fields else None
        if isinstance(assigned, dict) and node.state:
            for key in assigned:
                yield node.state, (*node.path, "Assign", key), made_by(key, node.language)
