"""What can be read off a definition about its query languages and its variables, without running it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from grader.checks.machines import State, states_of

__all__ = ["assigned_in_scopes", "left_of_jsonpath", "mixed_up", "reads_what_it_assigns"]

OF_JSONPATH = ("InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath", "ItemsPath")
OF_JSONATA = ("Arguments", "Output", "Items")


def left_of_jsonpath(definition: Any) -> Iterator[tuple[str, str]]:
    """Yield the place and the words of everything that is JSONPath's."""
    for state in states_of(definition):
        if state.language != "JSONata":
            yield f"state {state.name}", "its query language is JSONPath"
        yield from (
            (f"state {state.name}", f"the field {name}") for name in OF_JSONPATH if name in state.fields
        )
        for key, value in _texts(_own(state)):
            if key.endswith(".$"):
                yield f"state {state.name}", f"the key {key}, with {value}"


def mixed_up(definition: Any) -> bool:
    """Tell whether a state has a field or a path of the language that is not its own."""
    return any(_mixes(state) for state in states_of(definition))


def _mixes(state: State) -> bool:
    if state.language == "JSONata":
        return any(name in state.fields for name in OF_JSONPATH) or any(
            key.endswith(".$") for key, _ in _texts(_own(state))
        )
    return any(name in state.fields for name in OF_JSONATA) or any(
        value.strip().startswith("{%") for _, value in _texts(_own(state))
    )


def assigned_in_scopes(definition: Any) -> bool:
    """Tell whether a state inside of a Parallel or Map assigns a variable that one outside of it assigns, too."""
    every = [(state, _assigned(state)) for state in states_of(definition)]
    return any(
        inner.pointer.startswith(f"{_scope(outer)}/States/")
        and _scope(inner) != _scope(outer)
        and ours & theirs
        for inner, ours in every
        for outer, theirs in every
    )


def reads_what_it_assigns(definition: Any, path: Iterable[str]) -> bool:
    """Tell whether a state on the path reads a variable that itself is the first to assign."""
    states = {state.name: state for state in states_of(definition)}
    known: set[str] = set()
    for state in (states[name] for name in path if name in states):
        read = {variable for _, text in _texts(_own(state)) for variable in _read(text)}
        if (_assigned(state) - known) & read:
            return True
        known |= _assigned(state, at_all=True)
    return False


def _own(state: State) -> dict[str, Any]:
    """Return the fields of a state without the states inside."""
    inside = ("Branches", "ItemProcessor", "Iterator")
    return {name: value for name, value in state.fields.items() if name not in inside}


def _scope(state: State) -> str:
    return state.pointer.rpartition("/States/")[0]


def _assigned(state: State, *, at_all: bool = False) -> set[str]:
    """Return the variables that a state assigns; with `at_all` also those of its rules and catchers."""
    rules = [state.fields.get(name) for name in ("Choices", "Catch")] if at_all else []
    holders = [state.fields, *(rule for found in rules if isinstance(found, list) for rule in found)]
    found = [each.get("Assign") for each in holders if isinstance(each, dict)]
    return {name.removesuffix(".$") for each in found if isinstance(each, dict) for name in each}


def _read(text: str) -> set[str]:
    """Return the variables that an expression reads, but for those that it binds itself."""
    bound = re.findall(r"\$(\w+)\s*:=", text)
    bound += [
        name for names in re.findall(r"function\s*\(([^)]*)\)", text) for name in re.findall(r"\w+", names)
    ]
    return set(re.findall(r"\$(\w+)", text)) - set(bound)


def _texts(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts inside, each with the key that leads to it."""
    if isinstance(node, str):
        yield key, node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _texts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, key)
