"""Wrong ideas about task tokens and waiting that show in a definition's text. Each is certain, or silent."""

import json
import re
from collections.abc import Iterator
from typing import Any

from grader.checks.machines import State, states_of

__all__ = ["asks_in_a_loop", "names_no_token", "takes_the_token_from_the_input"]

TOKEN = "taskToken"  # noqa: S105  a field's name
# An expression that makes the whole message.
IN_AN_OBJECT = re.compile(rf"""["']{TOKEN}["']\s*:\s*\$states\.input\b""")


def names_no_token(definition: Any) -> bool:
    """Tell whether the token of the context object stands nowhere, be it as a path or as an expression."""
    return "Task.Token" not in json.dumps(definition)


def takes_the_token_from_the_input(definition: Any) -> bool:
    """Tell whether the message's token comes from the state's input, by a path of one dollar or by `$states.input`."""
    return any(
        _is_from_the_input(key, value) for state in states_of(definition) for key, value in _entries(state)
    )


def asks_in_a_loop(definition: Any) -> bool:
    """Tell whether a Wait, a Task and a Choice lead back to themselves, and no state waits for a token."""
    states = {state.name: state for state in states_of(definition)}
    if any(_waits_for_a_token(state) for state in states.values()):
        return False
    reach = {name: _reached(name, states) for name in states}
    return any(
        {"Wait", "Task", "Choice"} <= {states[other].type for other in reach[name] if name in reach[other]}
        for name in states
    )


def _is_from_the_input(key: str, value: Any) -> bool:
    if not isinstance(value, str):
        return False
    if key == f"{TOKEN}.$":
        return value.startswith("$.")
    if not value.startswith("{%"):
        return False
    return bool(IN_AN_OBJECT.search(value)) or (key == TOKEN and "$states.input" in value)


def _entries(state: State) -> Iterator[tuple[str, Any]]:
    """Yield each key and value, however deep, of what a Task sends."""
    left = [state.fields.get("Parameters"), state.fields.get("Arguments")]
    while left:
        found = left.pop()
        if isinstance(found, dict):
            yield from found.items()
            left += found.values()
        elif isinstance(found, list):
            left += found


def _waits_for_a_token(state: State) -> bool:
    return str(state.fields.get("Resource", "")).endswith(".waitForTaskToken")


def _reached(name: str, states: dict[str, State]) -> set[str]:
    """Return the states that can come after this one, by whatever way."""
    found: set[str] = set()
    left = list(_after(states[name]))
    while left:
        each = left.pop()
        if each in states and each not in found:
            found.add(each)
            left += _after(states[each])
    return found


def _after(state: State) -> Iterator[str]:
    rules = [state.fields, *_listed(state, "Choices"), *_listed(state, "Catch")]
    for rule in rules:
        yield from (str(rule[key]) for key in ("Next", "Default") if key in rule)


def _listed(state: State, key: str) -> list[dict[str, Any]]:
    found = state.fields.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
