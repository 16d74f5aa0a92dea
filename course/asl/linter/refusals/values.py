"""What stands in a field: its type, its range, its form."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from course.asl.json_types import is_number
from course.asl.linter.definition import Definition, Finding, Path
from course.asl.linter.fields import Field, nodes
from course.asl.linter.nearest import Names

__all__ = ["bad_timestamp", "empty_value", "out_of_range", "value_not_listed", "wrong_type"]

# How AWS calls the types.
_TYPES = {
    "text": "[STRING]",
    "timestamp": "[STRING]",
    "path": "[STRING]",
    "reference": "[STRING]",
    "truth": "[BOOLEAN]",
    "integer": "Integer",
    "number": "Number",
    "object": "[OBJECT]",
    "payload": "[OBJECT]",
    "variables": "[OBJECT]",
    "credentials": "[OBJECT]",
    "list": "[ARRAY]",
    "texts": "[ARRAY]",
}
_NO_STATE = "Write the fields of the state in braces."
_RFC3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
)


def wrong_type(definition: Definition) -> Iterator[Finding]:
    """A value of the wrong type.

    What it finds
        A text where a number belongs, a number where a text belongs, an object where a list belongs, a state
        that is no object. Null is taken by InputPath, OutputPath and ResultPath alone. In a JSONata state, an
        expression may stand for most numbers and texts.

    Why it matters
        AWS refuses the definition.

    Example
        {"Type": "Wait", "Seconds": "10", "End": true}

    Remedy
        Write the value in the type that the message names: 10 and true without quotes, one element of a list
        in brackets.
    """
    for node in nodes(definition):
        for name, field, value in node.held:
            for path, expected, found in _mismatches(field, value, node.language):
                message = f"Expected value of type {expected}"
                yield Finding((*node.path, name, *path), message, _rewritten(expected, found))
        states = node.value.get("States") if node.state is None else None
        for name, state in states.items() if isinstance(states, dict) else ():
            if not isinstance(state, dict):
                yield Finding((*node.path, "States", name), "Expected value of type [OBJECT]", _NO_STATE)


def out_of_range(definition: Definition) -> Iterator[Finding]:
    """A number beyond its limits.

    What it finds
        A time, count or percentage that is too small or too large: a BackoffRate under 1, a TimeoutSeconds of
        0, a ToleratedFailurePercentage above 100.

    Why it matters
        AWS refuses the definition.

    Example
        {"ErrorEquals": ["States.Timeout"], "BackoffRate": 0.5}

    Remedy
        Write a number within the limits.
    """
    for node in nodes(definition):
        for name, field, value in node.held:
            if not is_number(value):
                continue
            if field.least is not None and value < field.least:
                yield Finding((*node.path, name), f"Minimum value is {field.least}", f"It is {value}.")
            if field.most is not None and value > field.most:
                yield Finding((*node.path, name), f"Maximum value is {field.most}", f"It is {value}.")


def value_not_listed(definition: Definition) -> Iterator[Finding]:
    """A word that is not one of the words allowed.

    What it finds
        A Type, QueryLanguage, JitterStrategy, Mode, ExecutionType, InputType or the like that does not exist.

    Why it matters
        AWS refuses the definition. These words are case-sensitive.

    Example
        {"Type": "Lambda", "Resource": "arn:aws:states:::lambda:invoke", "End": true}

    Remedy
        Choose one of the words in the message.
    """
    for node in nodes(definition):
        for name, field, value in node.held:
            if field.choices and isinstance(value, str) and value not in field.choices:
                choices = f"[{', '.join(field.choices)}]"
                message = (
                    f"The field 'Type' should have one of these values: {choices}"
                    if name == "Type"
                    else f"Value should be one of the following: {choices}"
                )
                near = Names(field.choices).nearest(value)
                yield Finding((*node.path, name), message, f'Did you mean "{near}"?' if near else "")


def empty_value(definition: Definition) -> Iterator[Finding]:
    """A list or object that is empty.

    What it finds
        Choices, Branches, States, ErrorEquals, And, Or without a single element.

    Why it matters
        AWS refuses the definition.

    Example
        {"Type": "Choice", "Choices": [], "Default": "Done"}

    Remedy
        Add an element, or remove what holds it.
    """
    for node in nodes(definition):
        for name, field, value in node.held:
            if field.filled and isinstance(value, str | list | dict) and not value:
                yield Finding(
                    (*node.path, name), "Value cannot be empty", "Add an element, or remove what holds it."
                )


def bad_timestamp(definition: Definition) -> Iterator[Finding]:
    """A time that is not written as RFC 3339 has it.

    What it finds
        A Timestamp of a Wait state, or the time that a choice rule compares to, in another form or on a day
        that does not exist.

    Why it matters
        AWS refuses the definition. Between date and time stands a capital T, and after it the zone: Z or an
        offset.

    Example
        {"Type": "Wait", "Timestamp": "2027-03-01 09:30:00Z", "End": true}

    Remedy
        Write it as 2027-03-01T09:30:00Z.
    """
    for node in nodes(definition):
        for name, field, value in node.held:
            if (
                field.kind != "timestamp"
                or not isinstance(value, str)
                or _computed(field, value, node.language)
            ):
                continue
            if not _is_timestamp(value):
                message = "String does not match RFC3339 timestamp"
                yield Finding((*node.path, name), message, "Write it as 2027-03-01T09:30:00Z.")


def _mismatches(field: Field, value: Any, language: str) -> Iterator[tuple[Path, str, Any]]:
    """The parts of a value that have the wrong type: where, what is expected there, what was found."""
    if value is None and field.null:
        return
    if not _fits(field, value, language):
        yield (), _TYPES[field.kind], value
    elif isinstance(value, list) and field.kind in ("texts", "list"):
        item = str if field.kind == "texts" else dict
        expected = "[STRING]" if field.kind == "texts" else "[OBJECT]"
        yield from (
            ((index,), expected, found) for index, found in enumerate(value) if not isinstance(found, item)
        )


def _fits(field: Field, value: Any, language: str) -> bool:
    if _computed(field, value, language):
        return True
    match field.kind:
        case "text" | "timestamp" | "path" | "reference":
            return isinstance(value, str)
        case "truth":
            return isinstance(value, bool)
        case "integer":
            return is_number(value) and float(value).is_integer()
        case "number":
            return is_number(value)
        case "object" | "variables" | "credentials":
            return isinstance(value, dict)
        case "payload":
            return isinstance(value, dict | list)
        case "list" | "texts":
            return isinstance(value, list)
        case "template" | "plain":
            return True


def _computed(field: Field, value: Any, language: str) -> bool:
    return language == "JSONata" and field.computed and isinstance(value, str) and value.startswith("{%")


def _is_timestamp(text: str) -> bool:
    found = _RFC3339.fullmatch(text)
    if found is None:
        return False
    try:
        datetime.strptime(found[1], "%Y-%m-%d")  # noqa: DTZ007  # a day on the calendar, in no zone
    except ValueError:
        return False
    return True


def _rewritten(expected: str, found: Any) -> str:
    """What to write instead, where that is plain to see."""
    if isinstance(found, str):
        if expected in ("Integer", "Number") and re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", found):
            return f"Write {found} without quotes."
        if expected == "[BOOLEAN]" and found.lower() in ("true", "false"):
            return f"Write {found.lower()} without quotes."
    if expected == "[STRING]" and is_number(found):
        return "Put it in quotes."
    if expected == "[ARRAY]":
        return "Put it in brackets: a list of one is a list, too."
    return ""
