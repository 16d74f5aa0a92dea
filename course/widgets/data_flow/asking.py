"""Asking TestState: a state, cut as it is needed, tried with its mock; and asking the linter about it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.asl import Diagnostic, StateMachine, lint_machine
from course.asl.json_text import compact
from course.asl.linter.location import pointer
from course.asl.one_state import try_state
from course.clock import Clock
from course.widgets.data_flow.subject import Subject

__all__ = ["ACTIVITY", "Answer", "ask", "diagnostics"]

ROLE = "arn:aws:iam::123456789012:role/states"
# A task that takes anything and asks for nothing: it stands for a state whose way in is looked at alone.
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:any"


@dataclass(frozen=True)
class Answer:
    """What TestState answers, its texts read. `told` has the stages by AWS's names, `seconds` how long it took."""

    status: str
    output: Any
    error: str
    cause: str
    next: str | None
    told: dict[str, Any]
    seconds: float


def ask(
    subject: Subject, fields: Mapping[str, Any], *, mock: Mapping[str, Any] | None = None, retries: int = 0
) -> Answer:
    """Try a state of these fields on the subject's documents. Raises course.asl.one_state.Refused."""
    request: dict[str, Any] = {
        "definition": compact(_machine(subject, fields)),
        "stateName": subject.name,
        "input": compact(subject.input),
        "roleArn": ROLE,
        "inspectionLevel": "TRACE",
        "variables": compact(subject.variables),
    }
    if mock is not None:
        request["mock"] = {"fieldValidationMode": "NONE", **mock}
        if subject.context is not None:
            request["context"] = compact(_context(subject.context, fields))
    if retries:
        request["stateConfiguration"] = {"retrierRetryCount": retries}
    clock = Clock()
    answer = try_state(request, clock=clock)
    return Answer(
        answer["status"],
        json.loads(answer["output"]) if "output" in answer else None,
        answer.get("error") or "",
        answer.get("cause") or "",
        answer.get("nextState"),
        {name: _read(value) for name, value in answer["inspectionData"].items()},
        clock.elapsed,
    )


def diagnostics(subject: Subject) -> list[tuple[str, Diagnostic]]:
    """Return what the linter says of the state alone, each with the field it is about (empty: the state itself)."""
    path: tuple[str, ...] = ("States", subject.name)
    definition = _with_variables(subject)
    if subject.iterates:
        around = {"Type": "Map", "ItemProcessor": definition, "End": True}
        definition = {"QueryLanguage": subject.around, "StartAt": "Items", "States": {"Items": around}}
        path = ("States", "Items", "ItemProcessor", *path)
    here, found = pointer(path), []
    for each in lint_machine(StateMachine.of(definition)):
        inside = each.location.removeprefix(here)
        if inside != each.location and inside[:1] in ("", "/"):
            found.append((inside[1:].split("/")[0].replace("~1", "/").replace("~0", "~"), each))
    return found


def _machine(subject: Subject, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a machine of the state, and an end for each state that it leads to."""
    ends = {target: {"Type": "Succeed"} for target in _targets(fields)}
    states = {**ends, subject.name: dict(fields)}
    return {"QueryLanguage": subject.around, "StartAt": subject.name, "States": states}


def _with_variables(subject: Subject) -> dict[str, Any]:
    """Return a machine of the state with one before it that sets the variables, as the linter asks who does."""
    machine, before = _machine(subject, subject.fields), f"Before {subject.name}"[:80]
    names = filter(str.isidentifier, subject.variables)
    first = {"Type": "Pass", "Assign": dict.fromkeys(names), "Next": subject.name}
    return {**machine, "StartAt": before, "States": {**machine["States"], before: first}}


def _targets(fields: Mapping[str, Any]) -> Iterator[str]:
    lists = [fields[name] for name in ("Choices", "Catch") if isinstance(fields.get(name), list)]
    for holder in (fields, *(each for entries in lists for each in entries if isinstance(each, dict))):
        yield from (holder[name] for name in ("Next", "Default") if isinstance(holder.get(name), str))


def _context(context: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context without a token where the state may have none; TestState refuses it there."""
    waits = str(fields.get("Resource", "")).endswith((".sync", ".sync:2", ".waitForTaskToken"))
    return context if waits else {name: value for name, value in context.items() if name != "Task"}


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
