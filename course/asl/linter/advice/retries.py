"""Retry and Catch: what is never reached, what cannot be caught, what contradicts itself."""

from collections.abc import Iterator
from typing import Any

from course import facts
from course.asl.json_types import is_number
from course.asl.linter.definition import Definition, Finding, Path, State

from .parts import texts

__all__ = [
    "entries",
    "hidden_catcher",
    "hidden_retrier",
    "max_delay_under_interval",
    "repeated_error",
]

_INTERVAL = facts.value("states.retry")["interval"]
_HANDLED = "Put it before that one, or delete it."


def hidden_catcher(definition: Definition) -> Iterator[Finding]:
    """A catcher that an earlier one hides.

    What it finds
        A catcher all of whose errors are taken by catchers before it.

    Why it matters
        The first catcher that matches takes the error, so this one never does its work.

    Example
        {"Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "Failed"},
                   {"ErrorEquals": ["OrderRefused"], "Next": "Refused"}]}

    Remedy
        Put the catcher for the particular error first.
    """
    yield from _hidden(definition, "Catch", "catcher")


def hidden_retrier(definition: Definition) -> Iterator[Finding]:
    """A retrier that an earlier one hides.

    What it finds
        A retrier all of whose errors are taken by retriers before it.

    Why it matters
        The first retrier that matches waits and counts, so this one is never used.

    Example
        {"Retry": [{"ErrorEquals": ["States.TaskFailed"]},
                   {"ErrorEquals": ["Lambda.TooManyRequestsException"], "MaxAttempts": 10}]}

    Remedy
        Put the retrier for the particular error first.
    """
    yield from _hidden(definition, "Retry", "retrier")


def repeated_error(definition: Definition) -> Iterator[Finding]:
    """The same error named twice.

    What it finds
        An error that the same list, or an earlier retrier or catcher, names already, beside errors that are new.

    Why it matters
        The second mention does nothing. Perhaps it was meant to be another error.

    Example
        {"ErrorEquals": ["Lambda.ServiceException", "Lambda.ServiceException"]}

    Remedy
        Delete the second mention, or name the error that was meant.
    """
    for state, field, path, entry, taken in _with_earlier(definition):
        names = list(texts(entry.get("ErrorEquals")))
        if names and all(name in taken for _, name in names):
            continue  # wholly hidden, which another rule says
        seen: set[str] = set()
        for index, name in names:
            if name in taken or name in seen:
                message = f"The {field} of '{state.name}' names the error {name} twice; only the first mention counts."
                hint = "Delete this one, or name the error that was meant."
                yield Finding((*path, "ErrorEquals", index), message, hint)
            seen.add(name)


def max_delay_under_interval(definition: Definition) -> Iterator[Finding]:
    """A longest delay that is shorter than the first.

    What it finds
        MaxDelaySeconds under IntervalSeconds, in one retrier.

    Why it matters
        Every delay is cut to MaxDelaySeconds, so IntervalSeconds and BackoffRate have no effect.

    Example
        {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 30, "MaxDelaySeconds": 10}

    Remedy
        Raise MaxDelaySeconds, or lower IntervalSeconds.
    """
    for _, field, path, entry in entries(definition):
        first, longest = entry.get("IntervalSeconds", _INTERVAL), entry.get("MaxDelaySeconds")
        if field == "Retry" and is_number(first) and is_number(longest) and longest < first:
            message = f"The longest delay of this retrier, {longest} seconds, is shorter than its first, {first} seconds."
            yield Finding((*path, "MaxDelaySeconds"), message, "Raise MaxDelaySeconds above IntervalSeconds.")


def _hidden(definition: Definition, field: str, noun: str) -> Iterator[Finding]:
    for state, found, path, entry, taken in _with_earlier(definition):
        names = [name for _, name in texts(entry.get("ErrorEquals"))]
        if found != field or not names:
            continue
        hiders = [_hider(name, taken) for name in names]
        if first := hiders[0] if all(hiders) else None:
            message = (
                f"This {noun} of '{state.name}' is never used: "
                f"{noun} {first[0] + 1} takes {names[0]} before it, by {first[1]}."
            )
            yield Finding(path, message, _HANDLED)


def _hider(name: str, taken: dict[str, int]) -> tuple[int, str] | None:
    """Return which retrier or catcher takes the error `name` first, and by which of its names.

    `States.TaskFailed` stands for all that a task failed with: for every error that is not the language's own.
    """
    taking = [name, "States.ALL", *([] if name.startswith("States.") else ["States.TaskFailed"])]
    return min(((taken[one], one) for one in taking if one in taken), default=None)


def _with_earlier(
    definition: Definition,
) -> Iterator[tuple[State, str, Path, dict[str, Any], dict[str, int]]]:
    """Yield every retrier and catcher as `entries` does, with the errors named before it: the index of each first entry."""
    taken: dict[Path, dict[str, int]] = {}
    for state, field, path, entry in entries(definition):
        yield state, field, path, entry, taken.setdefault(path[:-1], {})
        for _, name in texts(entry.get("ErrorEquals")):
            taken[path[:-1]].setdefault(name, int(path[-1]))


def entries(definition: Definition) -> Iterator[tuple[State, str, Path, dict[str, Any]]]:
    """Yield every retrier and catcher: its state, the field it is in, where it stands, and itself."""
    for state in definition.states:
        if state.type in ("Task", "Parallel", "Map"):
            for field in ("Retry", "Catch"):
                yield from ((state, field, path, entry) for path, entry in state.entries(field))
