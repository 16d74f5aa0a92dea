"""What an Express workflow cannot do."""

from collections.abc import Iterator

from course.asl.integrations import Resource, parse_resource
from course.asl.linter.calls import resources
from course.asl.linter.definition import Definition, Finding, Path, State

__all__ = ["express_activity", "express_distributed_map", "express_pattern"]


def express_pattern(definition: Definition) -> Iterator[Finding]:
    """Waiting for a job or a task token in an Express workflow.

    What it finds
        A `.sync` or `.waitForTaskToken` in a state machine of type EXPRESS, or in a Distributed Map whose
        ExecutionType is EXPRESS.

    Why it matters
        An Express workflow lasts five minutes at most and is not kept anywhere between two steps, so it
        cannot wait for others; AWS refuses the definition.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true}

    Remedy
        Make the workflow STANDARD, or call the service without waiting and put what follows into a workflow
        of its own.
    """
    for state, resource in _express_tasks(definition):
        if resource.pattern:
            # The blank at the end is AWS's.
            end = " " if resource.pattern == "waitForTaskToken" else ""
            message = f"Express state machine does not support '.{resource.pattern}' service integration{end}"
            hint = "Make the workflow STANDARD, or do not wait."
            yield Finding((*state.path, "Resource"), message, hint)


def express_activity(definition: Definition) -> Iterator[Finding]:
    """An activity in an Express workflow.

    What it finds
        A Task with the ARN of an activity where the workflow, or the children of a Distributed Map, are
        EXPRESS.

    Why it matters
        Workers of an activity poll for tasks in their own time, which an Express workflow does not have; AWS
        refuses the definition.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:pack", "End": true}

    Remedy
        Make the workflow STANDARD, or let a Lambda function do the work.
    """
    for state, resource in _express_tasks(definition):
        if resource.kind == "activity":
            message = "Express state machine does not support Activity ARN"
            yield Finding(
                (*state.path, "Resource"), message, "Make the workflow STANDARD, or call a Lambda function."
            )


def express_distributed_map(definition: Definition) -> Iterator[Finding]:
    """A Distributed Map in an Express workflow.

    What it finds
        A Map state of mode DISTRIBUTED in a state machine of type EXPRESS, or inside a Distributed Map whose
        ExecutionType is EXPRESS.

    Why it matters
        A Distributed Map starts executions and waits for them, which only a Standard workflow can; AWS
        refuses the definition.

    Example
        {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}}}

    Remedy
        Make the workflow STANDARD; the children may be EXPRESS. Or use the mode INLINE.
    """
    express = _express_groups(definition)
    for group in definition.groups:
        if group.around and group.around.group.path in express and group.is_distributed:
            message = (
                "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines"
            )
            path = (*group.path, "ProcessorConfig", "Mode")
            yield Finding(path, message, "Make the workflow STANDARD, or the mode INLINE.")


def _express_tasks(definition: Definition) -> Iterator[tuple[State, Resource]]:
    express = _express_groups(definition)
    for state, arn in resources(definition):
        resource = parse_resource(arn)
        if resource is not None and state.group.path in express:
            yield state, resource


def _express_groups(definition: Definition) -> set[Path]:
    """The groups that run as Express workflows; the children of a Distributed Map are what it says they are."""
    found: set[Path] = set()
    for group in definition.groups:
        children = group.config.get("ExecutionType") if group.is_distributed else None
        inherited = group.around.group.path in found if group.around else definition.type == "EXPRESS"
        if children == "EXPRESS" or (children != "STANDARD" and inherited):
            found.add(group.path)
    return found
