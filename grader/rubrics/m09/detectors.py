"""Wrong ideas about handling errors that show in any definition, by its text alone. Each is certain, or silent."""

import itertools
from collections.abc import Iterator
from typing import Any

from grader.checks.machines import Story, states_of

__all__ = [
    "catches_where_nothing_fails",
    "forgets_whom",
    "has_wildcard_out_of_place",
    "named_errors",
    "waits_for_exception",
]

HANDLERS = ("Retry", "Catch")
NEVER_FAIL = ("Choice", "Pass", "Wait", "Succeed", "Fail")
# How it ends when a state, or a function, looks for what is not in its input.
NOT_FOUND = ("States.Runtime", "States.ParameterPathFailure", "States.QueryEvaluationError", "KeyError")
# What Python calls all errors together; no error arrives under this name.
TOO_GENERAL = ("Exception", "BaseException", "Error")


def has_wildcard_out_of_place(definition: Any) -> bool:
    """Tell whether States.ALL stands before another handler, or beside another name."""
    return any(_out_of_place(handlers) for handlers in _lists(definition))


def waits_for_exception(definition: Any) -> bool:
    """Tell whether a handler names `Exception` or the like: the base class of what is raised, which is never its name."""
    return any(name in TOO_GENERAL for name in named_errors(definition))


def catches_where_nothing_fails(definition: Any) -> bool:
    """Tell whether a state that does no work has a Catch or a Retry."""
    return any(
        state.type in NEVER_FAIL and set(HANDLERS) & state.fields.keys() for state in states_of(definition)
    )


def forgets_whom(story: Story, key: str) -> bool:
    """Tell whether a catcher led to a state that got nothing but the error, so that somebody looked for `key` in vain."""
    visits = story.execution.visits
    handed_on = (after.input for before, after in itertools.pairwise(visits) if before.error is not None)
    nothing_else = any(isinstance(each, dict) and set(each) == {"Error", "Cause"} for each in handed_on)
    functions = [call for call in story.calls if ":" not in call.name]
    told = [call.payload for call in functions if isinstance(call.payload, dict)]
    return nothing_else and (story.error in NOT_FOUND or any(key not in payload for payload in told))


def named_errors(definition: Any) -> Iterator[str]:
    """Yield each error name of each handler."""
    for handlers in _lists(definition):
        for names in map(_names, handlers):
            yield from names


def _lists(definition: Any) -> Iterator[list[Any]]:
    for state in states_of(definition):
        yield from (found for key in HANDLERS if isinstance(found := state.fields.get(key), list))


def _out_of_place(handlers: list[Any]) -> bool:
    last = len(handlers) - 1
    return any(
        "States.ALL" in names and (number < last or len(names) > 1)
        for number, names in enumerate(map(_names, handlers))
    )


def _names(handler: Any) -> list[str]:
    names = handler.get("ErrorEquals") if isinstance(handler, dict) else None
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
