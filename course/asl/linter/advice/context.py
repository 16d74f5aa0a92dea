"""The context object: what it has, and where.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
"""

import re
from collections.abc import Iterator
from typing import Any

from course.asl.integrations import parse_resource
from course.asl.linter.definition import Definition, Finding, Path, State
from course.asl.linter.documents import computed
from course.asl.linter.nearest import Names

from .paths import steps
from .reads import reads

__all__ = ["no_such_context"]

_FIELDS: dict[str, Any] = {
    "Execution": {
        "Id": {},
        "Input": None,
        "Name": {},
        "RedriveCount": {},
        "RedriveTime": {},
        "RoleArn": {},
        "StartTime": {},
    },
    "Map": {"Item": {"Index": {}, "Key": {}, "Source": {}, "Value": None}},
    "State": {"EnteredTime": {}, "Name": {}, "RetryCount": {}},
    "StateMachine": {"Id": {}, "Name": {}},
    "Task": {"Token": {}},
}
_JSONATA = re.compile(r"\$states\.context((?:\.[A-Za-z]\w*)+)")
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")


def no_such_context(definition: Definition) -> Iterator[Finding]:
    """A part of the context object that is not there.

    What it finds
        `$$.Task.Token` in a state that does not wait for a task token, `$$.Map` outside of every Map state, and misspelt
        fields such as `$$.Execution.ID`; in JSONata the same below `$states.context`.

    Why it matters
        The path leads nowhere: the execution fails when it gets there, or in JSONata goes on with nothing.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"token.$": "$$.Task.Token"}}

    Remedy
        Call the service with `.waitForTaskToken`, read `$$.Map.Item` in the ItemSelector, write the field as AWS has it.
    """
    for state, field, place, names in _read(definition):
        shown = ("$states.context." if state.language == "JSONata" else "$$.") + ".".join(names)
        if names[0] == "Task" and not _may_have_token(state):
            hint = "Call the service with .waitForTaskToken, if it is to answer by the token."
            yield Finding(
                place, f"{shown} is not there: '{state.name}' does not wait for a task token.", hint
            )
        elif names[0] == "Map" and not _in_map(state, field):
            hint = "Read it in the ItemSelector of a Map state, or in the states that process its items."
            yield Finding(place, f"{shown} is not there: '{state.name}' is in no Map state.", hint)
        elif near := _misspelt(names):
            yield Finding(
                place,
                f"{shown} is not there: the context object has no such field.",
                f'Did you mean "{near}"?',
            )


def _read(definition: Definition) -> Iterator[tuple[State, str, Path, tuple[str, ...]]]:
    """Every path into the context object: the state, its field, where it stands, and its names up to the first index."""
    for read in reads(definition):
        found = steps(read.text)
        if found is not None and found.root == "$$" and found.names:
            names = tuple(str(name) for name in found.names)
            yield read.state, read.field, read.path, names
    for text, expression in computed(definition):
        for found_names in _JSONATA.findall(_TEXT.sub('""', expression)):
            if text.node.state is not None:
                yield text.node.state, text.field, text.path, tuple(found_names[1:].split("."))


def _may_have_token(state: State) -> bool:
    """Whether a state may have a task token: a task that waits, or one whose Resource says nothing certain."""
    resource = state.value.get("Resource")
    if state.type != "Task" or not isinstance(resource, str):
        return state.type == "Task"
    parsed = parse_resource(resource)
    return parsed is None or bool(parsed.pattern) or parsed.kind == "activity"


def _in_map(state: State, field: str) -> bool:
    if state.type == "Map" and field in ("ItemSelector", "Parameters", "ItemBatcher", "BatchInput"):
        return True
    around = state.group.around
    while around is not None:
        if around.type == "Map":
            return True
        around = around.group.around
    return False


def _misspelt(names: tuple[str, ...]) -> str | None:
    """Return the field that was meant by the first of `names` that does not exist, where one is near."""
    known: Any = _FIELDS
    for name in names:
        if not known:
            return None
        if name not in known:
            return Names(known).nearest(name)
        known = known[name]
    return None
