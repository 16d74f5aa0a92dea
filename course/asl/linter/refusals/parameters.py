"""What a call of a service must be given."""

from collections.abc import Iterable, Iterator

from course.asl.linter.calls import calls
from course.asl.linter.definition import Definition, Finding
from course.asl.linter.documents import made_by
from course.asl.linter.nearest import Names

__all__ = ["missing_parameter", "no_parameters"]


def missing_parameter(definition: Definition) -> Iterator[Finding]:
    """A parameter that the service must have is missing.

    What it finds
        A field that the API requires and that Parameters (in JSONata: Arguments) do not give, neither by
        itself nor, in JSONPath, with `.$`.

    Why it matters
        AWS refuses the definition.

    Example
        {"Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"MessageBody": "hello"}}

    Remedy
        Add the field. Names are case-sensitive and begin with a capital letter: `QueueUrl`, not `queueUrl`.
    """
    for call in calls(definition):
        if call.found.takes is None or not isinstance(call.sent, dict):
            continue
        language = call.state.language
        given = {made_by(key, language) for key in call.sent}
        for name in sorted(call.found.takes.required - given):
            hint = _misspelt(name, given - call.found.takes.fields.keys())
            added = name if language == "JSONata" else f"{name} or {name}.$"
            yield Finding(
                call.path, f"The field '{name}' is required but was missing", hint or f"Add {added}."
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
    for call in calls(definition):
        if call.field not in call.state.value:
            message = f"{call.field} field is required for resource ARN: {call.found.resource.arn}"
            needed = ", ".join(sorted(call.found.takes.required)) if call.found.takes else ""
            yield Finding(
                call.state.path, message, f'Add "{call.field}"{f" with {needed}" if needed else ""}.'
            )


def _misspelt(name: str, unknown: Iterable[str]) -> str:
    near = Names(sorted(unknown)).nearest(name)
    return f'Rename "{near}" to "{name}".' if near else ""
