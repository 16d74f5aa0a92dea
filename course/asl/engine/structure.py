"""What must hold of a definition before any of it can run: the fields that are there, and their types.

This is not the linter: it asks only what the engine could not do without.
"""

import math
from collections.abc import Iterator
from typing import Any

from course.asl.integrations.resource import parse_resource

__all__ = ["Path", "check"]

Path = tuple[str | int, ...]

TYPES = ("Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map")
LANGUAGES = ("JSONPath", "JSONata")
MODES = ("INLINE", "DISTRIBUTED")
EXECUTION_TYPES = ("STANDARD", "EXPRESS")

NULL = type(None)
ANY_NUMBER = (int, float)
WORDS = {
    str: "a string",
    NULL: "null",
    dict: "an object",
    list: "an array",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
}

# Which types a field may have, where it stands. Numbers may be a string as well: a JSONata expression.
OF_MACHINE: dict[str, tuple[type, ...]] = {
    "QueryLanguage": (str,), "StartAt": (str,), "States": (dict,), "TimeoutSeconds": (int,),
}  # fmt: skip
OF_STATE: dict[str, tuple[type, ...]] = {
    "Assign": (dict, str), "Branches": (list,), "Catch": (list,), "Cause": (str,), "CausePath": (str,),
    "Choices": (list,), "Default": (str,), "Error": (str,), "ErrorPath": (str,), "HeartbeatSeconds": (int, str),
    "HeartbeatSecondsPath": (str,), "InputPath": (str, NULL), "ItemBatcher": (dict,), "ItemProcessor": (dict,),
    "ItemReader": (dict,), "Items": (list, dict, str), "ItemsPath": (str,), "Iterator": (dict,), "Label": (str,),
    "MaxConcurrency": (int, str), "MaxConcurrencyPath": (str,), "Next": (str,), "OutputPath": (str, NULL),
    "QueryLanguage": (str,), "Resource": (str,), "ResultPath": (str, NULL), "ResultWriter": (dict,), "Retry": (list,),
    "Seconds": (*ANY_NUMBER, str), "SecondsPath": (str,), "TimeoutSeconds": (int, str), "TimeoutSecondsPath": (str,),
    "Timestamp": (str,), "TimestampPath": (str,), "ToleratedFailureCount": (int, str),
    "ToleratedFailureCountPath": (str,), "ToleratedFailurePercentage": (*ANY_NUMBER, str),
    "ToleratedFailurePercentagePath": (str,), "Type": (str,),
}  # fmt: skip
OF_RETRIER: dict[str, tuple[type, ...]] = {
    "BackoffRate": ANY_NUMBER, "ErrorEquals": (list,), "IntervalSeconds": ANY_NUMBER, "JitterStrategy": (str,),
    "MaxAttempts": (int,), "MaxDelaySeconds": ANY_NUMBER,
}  # fmt: skip
OF_CATCHER: dict[str, tuple[type, ...]] = {
    "Assign": (dict, str), "ErrorEquals": (list,), "Next": (str,), "ResultPath": (str, NULL),
}  # fmt: skip
OF_RULE: dict[str, tuple[type, ...]] = {"Assign": (dict, str), "Next": (str,)}

NEEDED: dict[str, tuple[str, ...]] = {
    "Task": ("Resource",), "Choice": ("Choices",), "Parallel": ("Branches",),
}  # fmt: skip
TERMINAL = ("Succeed", "Fail", "Choice")


def check(definition: Any, path: Path = ()) -> Iterator[str]:
    """Yield a sentence for each thing that makes the definition impossible to run."""
    if not isinstance(definition, dict):
        yield f"{_at(path)} must be an object with StartAt and States, not {_word(definition)}."
        return
    yield from _typed(definition, OF_MACHINE, path, ("StartAt", "States"))
    yield from _language(definition, path)
    states = definition.get("States")
    if not isinstance(states, dict):
        return
    start = definition.get("StartAt")
    if isinstance(start, str) and start not in states:
        yield f"{_at((*path, 'StartAt'))} names {start!r}, and no state of that name is here."
    for name, state in states.items():
        yield from _state(state, (*path, "States", name), states)


def _state(state: Any, path: Path, states: dict[str, Any]) -> Iterator[str]:
    if not isinstance(state, dict):
        yield f"{_at(path)} must be an object, not {_word(state)}."
        return
    kind = state.get("Type")
    if kind not in TYPES:
        yield f"{_at((*path, 'Type'))} must be one of {', '.join(TYPES)}, not {kind!r}."
        return
    yield from _typed(state, OF_STATE, path, NEEDED.get(kind, ()))
    yield from _language(state, path)
    yield from _targets(state, path, states)
    if kind not in TERMINAL and "Next" not in state and state.get("End") is not True:
        yield f"{_at(path)} needs a Next, or an End that is true."
    resource = state.get("Resource")
    if kind == "Task" and isinstance(resource, str) and parse_resource(resource) is None:
        yield f"{_at((*path, 'Resource'))} is {resource!r}, which is no resource that a Task can call."
    yield from _handlers(state, path, states)
    yield from _nested(state, kind, path)


def _handlers(state: dict[str, Any], path: Path, states: dict[str, Any]) -> Iterator[str]:
    for name, types, needed in (
        ("Retry", OF_RETRIER, ("ErrorEquals",)),
        ("Catch", OF_CATCHER, ("ErrorEquals", "Next")),
        ("Choices", OF_RULE, ("Next",)),
    ):
        entries = state.get(name)
        for index, each in enumerate(entries if isinstance(entries, list) else ()):
            here = (*path, name, index)
            if not isinstance(each, dict):
                yield f"{_at(here)} must be an object, not {_word(each)}."
                continue
            yield from _typed(each, types, here, needed)
            yield from _targets(each, here, states)
            errors = each.get("ErrorEquals")
            if isinstance(errors, list) and not all(isinstance(error, str) for error in errors):
                yield f"{_at((*here, 'ErrorEquals'))} must hold the names of errors alone."
            yield from _negative(each, here)


def _negative(retrier: dict[str, Any], path: Path) -> Iterator[str]:
    for name in ("BackoffRate", "IntervalSeconds", "MaxAttempts", "MaxDelaySeconds"):
        found = retrier.get(name, 0)
        if isinstance(found, ANY_NUMBER) and not 0 <= found < math.inf:
            yield f"{_at((*path, name))} must be a number from 0 up, not {found!r}."


def _nested(state: dict[str, Any], kind: str, path: Path) -> Iterator[str]:
    if kind == "Parallel" and isinstance(state.get("Branches"), list):
        for index, branch in enumerate(state["Branches"]):
            yield from check(branch, (*path, "Branches", index))
    if kind == "Map":
        name = "ItemProcessor" if "ItemProcessor" in state else "Iterator"
        if name not in state:
            yield f"{_at(path)} needs an ItemProcessor."
        else:
            yield from check(state[name], (*path, name))
            yield from _mode(state[name], (*path, name))


def _mode(processor: Any, path: Path) -> Iterator[str]:
    config = processor.get("ProcessorConfig", {}) if isinstance(processor, dict) else {}
    here = (*path, "ProcessorConfig")
    if not isinstance(config, dict):
        yield f"{_at(here)} must be an object, not {_word(config)}."
        return
    for name, allowed in (("Mode", MODES), ("ExecutionType", EXECUTION_TYPES)):
        if (found := config.get(name, allowed[0])) not in allowed:
            yield f"{_at((*here, name))} must be one of {', '.join(allowed)}, not {found!r}."


def _targets(holder: dict[str, Any], path: Path, states: dict[str, Any]) -> Iterator[str]:
    for name in ("Next", "Default"):
        target = holder.get(name)
        if isinstance(target, str) and target not in states:
            yield f"{_at((*path, name))} names {target!r}, and no state of that name is beside it."


def _language(holder: dict[str, Any], path: Path) -> Iterator[str]:
    found = holder.get("QueryLanguage", "JSONPath")
    if found not in LANGUAGES:
        yield f"{_at((*path, 'QueryLanguage'))} must be one of {', '.join(LANGUAGES)}, not {found!r}."


def _typed(
    holder: dict[str, Any], types: dict[str, tuple[type, ...]], path: Path, needed: tuple[str, ...]
) -> Iterator[str]:
    for name in needed:
        if name not in holder:
            yield f"{_at(path)} needs the field {name}."
    for name, expected in types.items():
        if name not in holder:
            continue
        found = holder[name]
        if not _fits(found, expected):
            wanted = " or ".join(WORDS[each] for each in expected)
            yield f"{_at((*path, name))} must be {wanted}, not {_word(found)}."


def _fits(found: Any, expected: tuple[type, ...]) -> bool:
    """Tell whether a value has one of these types; 9.0 is an integer, too, as it is for the linter."""
    whole = isinstance(found, float) and found.is_integer() and int in expected
    return (isinstance(found, expected) or whole) and not isinstance(found, bool)


def _at(path: Path) -> str:
    return "/" + "/".join(str(step) for step in path)


def _word(found: Any) -> str:
    return WORDS.get(type(found), f"a {type(found).__name__}")
