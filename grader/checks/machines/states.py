"""All states of a definition, whatever it is worth: for checks of structure, and for detectors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.integrations.resource import parse_resource

from .function_name import function_name

__all__ = ["State", "called_functions", "states_of"]

DEEPEST = 20


@dataclass(frozen=True)
class State:
    """One state: its name, its fields as written, the JSON pointer that leads to it, its query language."""

    name: str
    fields: dict[str, Any]
    pointer: str
    language: str

    @property
    def type(self) -> str:
        """Its Type; empty where it has none."""
        found = self.fields.get("Type")
        return found if isinstance(found, str) else ""


def states_of(definition: Any) -> Iterator[State]:
    """Yield the states of a definition in the order of its text, those inside of Parallel and Map after the one around them."""
    yield from _states(definition, "", "JSONPath", DEEPEST)


def called_functions(definition: Any) -> list[str]:
    """Return the functions that its tasks name, by name without ARN, in order; a name that is computed is left out."""
    named = (_function(state.fields) for state in states_of(definition) if state.type == "Task")
    return [name for name in named if name]


def _states(group: Any, pointer: str, inherited: str, left: int) -> Iterator[State]:
    states = group.get("States") if isinstance(group, dict) else None
    if not isinstance(states, dict) or not left:
        return
    language = _language(group, inherited)
    for name, fields in states.items():
        if isinstance(fields, dict):
            here = f"{pointer}/States/{name.replace('~', '~0').replace('/', '~1')}"
            state = State(name, fields, here, _language(fields, language))
            yield state
            for inner, where in _inside(fields):
                yield from _states(inner, f"{here}/{where}", language, left - 1)


def _language(node: dict[str, Any], inherited: str) -> str:
    found = node.get("QueryLanguage")
    return found if isinstance(found, str) else inherited


def _inside(fields: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    branches = fields.get("Branches")
    for number, branch in enumerate(branches if isinstance(branches, list) else []):
        yield branch, f"Branches/{number}"
    for key in ("ItemProcessor", "Iterator"):
        if key in fields:
            yield fields[key], key


def _function(fields: dict[str, Any]) -> str:
    resource = parse_resource(fields["Resource"]) if isinstance(fields.get("Resource"), str) else None
    if resource is None:
        return ""
    if resource.kind == "lambda":
        return function_name(resource.arn)
    if (resource.service, resource.action) != ("lambda", "invoke"):
        return ""
    arguments = fields.get("Parameters", fields.get("Arguments"))
    named = arguments.get("FunctionName") if isinstance(arguments, dict) else None
    return function_name(named) if isinstance(named, str) and not named.startswith("{%") else ""
