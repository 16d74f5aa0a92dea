"""Wrong ideas about branches and items that show in any definition. Each is certain, or silent."""

import re
from collections.abc import Iterator
from typing import Any

from course.asl import StateMachine, lint_machine
from grader.checks.machines import State, states_of

__all__ = [
    "catches_around_only",
    "leads_outside",
    "maps_in",
    "names_in_a_list",
    "sets_outer_variables",
    "without_selector",
]

HOLDERS = ("Parallel", "Map")
# `$.name` where a list stands; `$[0].name` and `$.*` are right there.
_NAME_AT_ONCE = re.compile(r"\$\.[A-Za-z_]\w*")
# A name that is called is a function's; one that is bound, or a parameter, is the expression's own.
_VARIABLE = re.compile(r"\$(\w+)\b(?!\s*\()")
_BOUND = re.compile(r"\$(\w+)(?=\s*:=|[^()]*\)\s*\{)")


def maps_in(definition: Any) -> list[State]:
    """Return the Map states."""
    return [state for state in states_of(definition) if state.type == "Map"]


def leads_outside(definition: Any) -> bool:
    """Tell whether a state inside of a lane goes on to one that stands somewhere else only."""
    states = list(states_of(definition))
    names: dict[str, set[str]] = {}
    for state in states:
        names.setdefault(_group(state.pointer), set()).add(state.name)
    everywhere = set().union(*names.values())
    return any(
        target in everywhere - names[_group(state.pointer)]
        for state in states
        if _group(state.pointer)
        for target in _targets(state.fields)
    )


def catches_around_only(definition: Any) -> bool:
    """Tell whether a Parallel or Map catches errors, and nothing inside of it does."""
    states = list(states_of(definition))
    for state in states:
        inside = [each for each in states if each.pointer.startswith(f"{state.pointer}/")]
        if (
            state.type in HOLDERS
            and "Catch" in state.fields
            and not any("Catch" in each.fields for each in inside)
        ):
            return True
    return False


def names_in_a_list(template: Any) -> bool:
    """Tell whether a payload template of JSONPath looks for a field right below ``$``, as if that were no list."""
    return any(
        key.endswith(".$") and isinstance(value, str) and _NAME_AT_ONCE.match(value) is not None
        for key, value in _leaves(template)
    )


def without_selector(state: State) -> bool:
    """Tell whether the items of a Map arrive as they are, with nothing of what stands around them."""
    return not {"ItemSelector", "Parameters"} & state.fields.keys()


def sets_outer_variables(definition: Any) -> bool:
    """Tell whether a variable is set inside of a lane and meant outside: AWS refuses it for that, or it is read there alone."""
    if isinstance(definition, dict):
        said = lint_machine(StateMachine.of(definition))
        if any(each.rule == "variable-of-outer-scope" for each in said):
            return True
    states = list(states_of(definition))
    for holder in (state for state in states if state.type in HOLDERS):
        inside = [each for each in states if each.pointer.startswith(f"{holder.pointer}/")]
        outside = [each for each in states if each not in inside]
        missing = _read(outside) - {name for each in outside for name in _assigned(each.fields)}
        if missing & {name for each in inside for name in _assigned(each.fields)}:
            return True
    return False


def _group(pointer: str) -> str:
    """Return the pointer of the group that a state stands in."""
    return pointer.rpartition("/States/")[0]


def _targets(fields: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the states that come next, on whichever way a state is left."""
    found = [fields.get("Next"), fields.get("Default"), *(rule.get("Next") for rule in _rules(fields))]
    yield from (name for name in found if isinstance(name, str))


def _assigned(fields: dict[str, Any]) -> Iterator[str]:
    """Yield the variables that a state sets, on whichever way it is left."""
    for holder in (fields, *_rules(fields)):
        found = holder.get("Assign")
        if isinstance(found, dict):
            yield from (name.removesuffix(".$") for name in found)


def _rules(fields: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the catchers and the rules of a Choice."""
    for key in ("Catch", "Choices"):
        found = fields.get(key)
        yield from (rule for rule in (found if isinstance(found, list) else ()) if isinstance(rule, dict))


def _read(states: list[State]) -> set[str]:
    """Return the variables that expressions and paths of these states read, but for those that they bind themselves."""
    found: set[str] = set()
    for state in states:
        own = {
            name: value for name, value in state.fields.items() if name not in ("ItemProcessor", "Branches")
        }
        for key, value in _leaves(own):
            if isinstance(value, str) and (key.endswith(".$") or value.startswith(("{%", "$"))):
                found |= set(_VARIABLE.findall(value)) - set(_BOUND.findall(value))
    return found


def _leaves(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _leaves(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value, key)
    else:
        yield key, node
