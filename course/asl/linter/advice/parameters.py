"""What is sent to a service: parameters that it does not know, and such that it must have."""

from collections.abc import Iterator
from typing import Any

from course.asl.integrations import Integration, Shape, find_integration
from course.asl.linter.definition import Definition, Finding, Path, State
from course.asl.linter.nearest import Names

__all__ = ["missing_parameter", "no_parameters", "unknown_parameter"]


def unknown_parameter(definition: Definition) -> Iterator[Finding]:
    """A parameter that the service does not know.

    What it finds
        A field in Parameters or Arguments, at whatever depth, that the API of the service does not have in Step
        Functions' spelling: names begin with a capital letter, even where the API's own do not.

    Why it matters
        The task fails, or AWS refuses the definition: "The field ... is not supported by Step Functions".

    Example
        {"Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueURL": "https://...", "MessageBody": "hello"}}

    Remedy
        Write the name as the message suggests, or look it up in the API reference of the service.
    """
    for state, field, found in _calls(definition):
        if found.takes is not None:
            sent = state.value.get(field)
            for path, name, known in _unknown(sent, found.takes, state.language, (*state.path, field)):
                api = f"{found.resource.service}:{found.resource.action}"
                message = (
                    f'The field "{name}" is not supported by Step Functions: {api} has no such parameter.'
                )
                yield Finding(
                    path, message, Names(known).hint(name), on_key=True, around=(*state.path, field)
                )


def missing_parameter(definition: Definition) -> Iterator[Finding]:
    """A parameter that the service must have is missing.

    What it finds
        A field that the API requires and that Parameters or Arguments do not give, neither by itself nor with `.$`.

    Why it matters
        AWS refuses the definition.

    Example
        {"Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"MessageBody": "hello"}}

    Remedy
        Add the field.
    """
    for state, field, found in _calls(definition):
        sent = state.value.get(field)
        if found.takes is None or not isinstance(sent, dict):
            continue
        given = {_name(key, state.language) for key in sent}
        for name in sorted(found.takes.required - given):
            key = name if state.language == "JSONata" else f"{name} or {name}.$"
            yield Finding(
                (*state.path, field), f"The field '{name}' is required but was missing", f"Add {key}."
            )


def no_parameters(definition: Definition) -> Iterator[Finding]:
    """A call of a service without parameters.

    What it finds
        A task that calls a service by its integration and has no Parameters; in JSONata, no Arguments.

    Why it matters
        AWS refuses the definition, even where the API needs no parameter at all.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "End": true}

    Remedy
        Add them; `"Parameters": {}` where there is nothing to say.
    """
    for state, field, found in _calls(definition):
        if field not in state.value:
            message = f"{field} field is required for resource ARN: {found.resource.arn}"
            needed = ", ".join(sorted(found.takes.required)) if found.takes else ""
            yield Finding(state.path, message, f'Add "{field}"{f" with {needed}" if needed else ""}.')


def _calls(definition: Definition) -> Iterator[tuple[State, str, Integration]]:
    """Every task that calls a service that is known: with the name of the field that holds what is sent."""
    for state in definition.states:
        resource = state.value.get("Resource")
        found = find_integration(resource) if state.type == "Task" and isinstance(resource, str) else None
        if found is not None:
            yield state, "Arguments" if state.language == "JSONata" else "Parameters", found


def _unknown(sent: Any, shape: Shape, language: str, path: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """The fields that `shape` does not have: where, their names, and the names there are."""
    waiting: list[tuple[Any, Shape, Path]] = [(sent, shape, path)]
    while waiting:
        value, expected, place = waiting.pop()
        if isinstance(value, dict) and expected.type == "object" and expected.fields:
            for key, inner in value.items():
                name = _name(key, language)
                known = expected.fields.get(name) or (_small(name, expected) if place != path else None)
                if known is None:
                    yield (*place, key), name, sorted(expected.fields)
                else:
                    waiting.append((inner, known, (*place, key)))
        elif isinstance(value, dict) and expected.type == "map" and expected.item:
            waiting += [(inner, expected.item, (*place, key)) for key, inner in value.items()]
        elif isinstance(value, list) and expected.type == "array" and expected.item:
            waiting += [(inner, expected.item, (*place, index)) for index, inner in enumerate(value)]


def _small(name: str, shape: Shape) -> Shape | None:
    """Return the field for a name with a small first letter, which optimised integrations take within a parameter."""
    return shape.fields.get(name[:1].upper() + name[1:])


def _name(key: str, language: str) -> str:
    return key.removesuffix(".$") if language == "JSONPath" else key
