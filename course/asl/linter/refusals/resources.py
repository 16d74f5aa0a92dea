"""What a Task calls, and as whom."""

import re
from collections.abc import Iterator

from course.asl.integrations import nearest, parse_resource, recognised
from course.asl.linter.calls import resources
from course.asl.linter.definition import Definition, Finding

__all__ = ["credentials_of_activity", "resource_no_arn", "resource_unknown", "role_missing"]

_ARN = re.compile(r"arn:[^:\s]*:[^:\s]+:[^:\s]*:[^:\s]*:\S.*", re.DOTALL)


def resource_no_arn(definition: Definition) -> Iterator[Finding]:
    """A Resource that is no ARN.

    What it finds
        The Resource of a Task that does not have the form of an ARN.

    Why it matters
        AWS refuses the definition.

    Example
        {"Type": "Task", "Resource": "greet", "End": true}

    Remedy
        Call a function with `arn:aws:states:::lambda:invoke` and its name in FunctionName, another service
        with its integration, such as `arn:aws:states:::sqs:sendMessage`. A placeholder of a template
        (`${Function}`) is left alone.
    """
    for state, resource in resources(definition):
        if "${" not in resource and not _ARN.fullmatch(resource):
            hint = 'Write an ARN, such as "arn:aws:states:::lambda:invoke".'
            yield Finding((*state.path, "Resource"), "Value is not a valid resource ARN", hint)


def resource_unknown(definition: Definition) -> Iterator[Finding]:
    """A service integration that does not exist.

    What it finds
        A Resource `arn:aws:states:::...` that names no optimised integration and no API of the SDK
        integrations; an action in the wrong case; a `.sync` or `.waitForTaskToken` that the action does not
        have.

    Why it matters
        AWS refuses the definition.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:query", "End": true}

    Remedy
        Most APIs can be called as `arn:aws:states:::aws-sdk:<service>:<action>`, with the action in
        camelCase. Which services wait for the end of a job (`.sync`) or for an answer (`.waitForTaskToken`)
        is listed at https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html.
    """
    for state, resource in resources(definition):
        if _ARN.fullmatch(resource) and not recognised(resource):
            message = (
                f"The resource provided {resource} is not recognized. "
                "The value is not a valid resource ARN, or the resource is not available in this region."
            )
            near = nearest(resource)
            yield Finding((*state.path, "Resource"), message, f'Did you mean "{near}"?' if near else "")


def role_missing(definition: Definition) -> Iterator[Finding]:
    """Credentials without a role.

    What it finds
        Credentials of a Task that have neither RoleArn nor `RoleArn.$`.

    Why it matters
        The role is all that Credentials are for: the task is done as that role. AWS refuses the definition.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Credentials": {}, "End": true}

    Remedy
        Add RoleArn, or remove Credentials to use the role of the state machine.
    """
    for state in definition.states:
        credentials = state.value.get("Credentials")
        if state.type == "Task" and isinstance(credentials, dict):
            names = ("RoleArn", "RoleArn.$") if state.language == "JSONPath" else ("RoleArn",)
            if not any(name in credentials for name in names):
                message = "The field 'RoleArn' is required but was missing"
                yield Finding((*state.path, "Credentials"), message, "Add RoleArn, or remove Credentials.")


def credentials_of_activity(definition: Definition) -> Iterator[Finding]:
    """Credentials in a Task that an activity does.

    What it finds
        Credentials beside the ARN of an activity.

    Why it matters
        The worker polls for the task with its own role; AWS refuses the definition.

    Example
        {"Resource": "arn:aws:states:us-east-1:123456789012:activity:pack", "Credentials": {"RoleArn": "arn:aws:iam::1:role/r"}}

    Remedy
        Remove Credentials.
    """
    for state, resource in resources(definition):
        found = parse_resource(resource)
        if "Credentials" in state.value and found is not None and found.kind == "activity":
            message = "The field 'Credentials' is not supported for activities"
            yield Finding((*state.path, "Credentials"), message, "Remove it.", on_key=True)
