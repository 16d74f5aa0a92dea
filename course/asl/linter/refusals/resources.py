"""What a Task calls, and as whom."""

import re
from collections.abc import Iterator

from course.asl.integrations import first_action, is_integration, nearest, parse_resource, recognised
from course.asl.linter.calls import resources
from course.asl.linter.definition import Definition, Finding

__all__ = ["credentials_of_activity", "resource_no_arn", "resource_unknown", "role_missing"]

# No name in AWS has spaces, brackets or quotes in it.
_SIGN = r"[^:\s<>(){}\[\]\"'`|\\^]"
_ARN = re.compile(rf"arn:{_SIGN}*:{_SIGN}+:{_SIGN}*:{_SIGN}*:{_SIGN}(?:{_SIGN}|:)*")


def resource_no_arn(definition: Definition) -> Iterator[Finding]:
    """A Resource that is no ARN.

    What it finds
        The Resource of a Task that does not have the form of an ARN, or has a space, a bracket or a quotation
        mark in it.

    Why it matters
        AWS refuses the definition.

    Example
        {"Type": "Task", "Resource": "greet", "End": true}

    Remedy
        Call a function with `arn:aws:states:::lambda:invoke` and its name in FunctionName, another service
        with its integration, such as `arn:aws:states:::sqs:sendMessage`. A placeholder of a template
        (`${Function}`) is left alone until the definition is given to AWS.
    """
    for state, resource in resources(definition):
        if not (definition.is_open(resource) or _ARN.fullmatch(resource)):
            hint = 'Write an ARN, such as "arn:aws:states:::lambda:invoke".'
            yield Finding((*state.path, "Resource"), "Value is not a valid resource ARN", hint)


def resource_unknown(definition: Definition) -> Iterator[Finding]:
    """A Resource that no Task can call.

    What it finds
        A Resource `arn:aws:states:::...` that names no optimised integration and no API of the SDK
        integrations; an action in the wrong case; a `.sync` or `.waitForTaskToken` that the action does not
        have. And an ARN of something else than a function or an activity: a queue, a table, a topic.

    Why it matters
        AWS refuses the definition.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:query", "End": true}

    Remedy
        Most APIs can be called as `arn:aws:states:::aws-sdk:<service>:<action>`, with the action in
        camelCase; which queue or table it is about, is said in its parameters. Which services wait for the end of a job (`.sync`) or for an answer (`.waitForTaskToken`)
        is listed at https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html.
    """
    for state, resource in resources(definition):
        if _ARN.fullmatch(resource) and not (parse_resource(resource) and recognised(resource)):
            message = (
                f"The resource provided {resource} is not recognized. "
                "The value is not a valid resource ARN, or the resource is not available in this region."
            )
            yield Finding((*state.path, "Resource"), message, _meant(resource))


def _meant(resource: str) -> str:
    """Return the hint: which Resource that comes near was meant, or by which call a thing is used."""
    if near := nearest(resource):
        return f'Did you mean "{near}"?'
    call = None if is_integration(resource) else first_action(resource.split(":")[2])
    return f'A task names a call, such as "{call}", and the thing in its parameters.' if call else ""


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
