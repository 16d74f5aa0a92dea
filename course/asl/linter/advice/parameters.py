"""What is sent to a service: parameters that it does not know."""

from collections.abc import Iterator
from typing import Any

from course.asl.integrations import Shape
from course.asl.linter.calls import calls
from course.asl.linter.definition import Definition, Finding, Path
from course.asl.linter.documents import made_by
from course.asl.linter.nearest import Names

__all__ = ["unknown_parameter"]


def unknown_parameter(definition: Definition) -> Iterator[Finding]:
    """A parameter that the service does not know.

    What it finds
        A field in Parameters or Arguments, at whatever depth, that the API of the service does not have in Step
        Functions' spelling: names begin with a capital letter, even where the API's own do not.

    Why it matters
        AWS takes the definition, and the task fails when it gets there: "The field ... is not supported by Step
        Functions".

    Example
        {"Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueURL": "https://...", "MessageBody": "hello"}}

    Remedy
        Write the name as the message suggests, or look it up in the API reference of the service.
    """
    for call in calls(definition):
        if call.found.takes is None:
            continue
        api = f"{call.found.resource.service}:{call.found.resource.action}"
        for path, name, known in _unknown(call.sent, call.found.takes, call.state.language, call.path):
            message = f'The field "{name}" is not supported by Step Functions: {api} has no such parameter.'
            yield Finding(path, message, Names(known).hint(name), on_key=True, around=call.path)


def _unknown(sent: Any, shape: Shape, language: str, path: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """The fields that `shape` does not have: where, their names, and the names there are."""
    waiting: list[tuple[Any, Shape, Path]] = [(sent, shape, path)]
    while waiting:
        value, expected, place = waiting.pop()
        if isinstance(value, dict) and expected.type == "object" and expected.fields:
            for key, inner in value.items():
                name = made_by(key, language)
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
