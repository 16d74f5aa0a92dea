"""What an expression finds under its names: the parts of `$states` and the variables that it reads, and no more."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from course.asl.scope import Scope

from .values import NULL, inward

__all__ = ["Paths", "bindings", "known", "states_of"]

Paths = frozenset[tuple[str, ...]]

# Documents that were looked through lately, by identity; an execution's input is read again and again.
RECENT: OrderedDict[tuple[int, Any], tuple[Any, Any]] = OrderedDict()
MOST_RECENT = 32


def states_of(scope: Scope, more: Mapping[str, Any]) -> dict[str, Any]:
    """Return `$states` as it is at one place: input and context, and what `more` there is."""
    return {"input": scope.input, "context": scope.context, **more}


def bindings(
    scope: Scope, more: Mapping[str, Any], variables: frozenset[str], paths: Paths
) -> dict[str, Any]:
    """Return the values of the variables that are there, and of `$states` along the paths."""
    found = {name: known(scope.variables[name]) for name in variables if name in scope.variables}
    found["states"] = _along(states_of(scope, more), paths)
    return found


def _along(value: Any, paths: Paths) -> Any:
    """Return the part of a value that the paths lead to; `()` is all of it."""
    if not isinstance(value, Mapping):
        return known(value)
    if () in paths:
        return known(value) if type(value) is dict else {name: known(part) for name, part in value.items()}
    names = {path[0] for path in paths if path[0] in value}
    return {
        name: _along(value[name], frozenset(path[1:] for path in paths if path[0] == name)) for name in names
    }


def known(value: Any, *, null: Any = NULL) -> Any:
    """Return `inward(value)`, from memory if it was asked for lately; documents do not change."""
    if not isinstance(value, (dict, list)):
        return inward(value, null=null)
    key = (id(value), null)
    found = RECENT.get(key)
    if found is None:
        found = (value, inward(value, null=null))
        while len(RECENT) >= MOST_RECENT:
            RECENT.popitem(last=False)
    # What is remembered is alive, so its identity is no other's.
    RECENT[key] = found
    return found[1]
