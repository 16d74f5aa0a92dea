"""Tasks that wait for an answer from outside."""

from collections.abc import Iterator
from typing import Any

from course.asl.integrations import parse_resource
from course.asl.json_types import is_number
from course.asl.linter.calls import resources
from course.asl.linter.definition import Definition, Finding, State

from .parts import leaves

__all__ = [
    "activity_without_timeout",
    "callback_without_timeout",
    "heartbeat_not_under_timeout",
    "token_not_passed",
]

_LIMITS = ("TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath")


def token_not_passed(definition: Definition) -> Iterator[Finding]:
    """A callback whose token nobody gets.

    What it finds
        A task with `.waitForTaskToken` that does not send its task token along.

    Why it matters
        Whoever is called cannot answer without the token, so the task waits until it times out.

    Example
        {"Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
         "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/orders", "MessageBody.$": "$.order"}}

    Remedy
        Add `"token.$": "$$.Task.Token"` to what is sent; in JSONata `"token": "{% $states.context.Task.Token %}"`.
    """
    for state in _callbacks(definition):
        field = "Arguments" if state.language == "JSONata" else "Parameters"
        if field in state.value and not _sends_token(state.value[field], state.language):
            added = (
                '"token": "{% $states.context.Task.Token %}"'
                if state.language == "JSONata"
                else '"token.$": "$$.Task.Token"'
            )
            message = f"'{state.name}' waits for an answer by task token, and does not pass the token on: nobody can answer."
            yield Finding((*state.path, field), message, f"Add {added} to what it sends.")


def callback_without_timeout(definition: Definition) -> Iterator[Finding]:
    """A callback that may wait for a year.

    What it finds
        A task with `.waitForTaskToken` that has neither TimeoutSeconds nor HeartbeatSeconds, in a state machine without
        TimeoutSeconds.

    Why it matters
        When the answer is lost, the execution stays open until it is a year old, and nobody is told.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true}

    Remedy
        Set TimeoutSeconds to the longest answer you expect, or HeartbeatSeconds, and catch States.Timeout.
    """
    for state in _callbacks(definition):
        if not _limited(definition, state):
            message = f"'{state.name}' waits for its answer up to a year: it has no TimeoutSeconds and no HeartbeatSeconds."
            hint = "Set TimeoutSeconds to the longest answer you expect, and catch States.Timeout."
            yield Finding((*state.path, "Resource"), message, hint)


def activity_without_timeout(definition: Definition) -> Iterator[Finding]:
    """An activity that may wait for a year.

    What it finds
        A task for an activity that has neither TimeoutSeconds nor HeartbeatSeconds, in a state machine without
        TimeoutSeconds.

    Why it matters
        When no worker is there, or one dies at its work, the execution stays open until it is a year old.

    Example
        {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:pack", "End": true}

    Remedy
        Set TimeoutSeconds, or HeartbeatSeconds for a worker that reports, and catch States.Timeout.
    """
    for state, resource in resources(definition):
        parsed = parse_resource(resource)
        if parsed is not None and parsed.kind == "activity" and not _limited(definition, state):
            message = f"'{state.name}' waits for a worker up to a year: it has no TimeoutSeconds and no HeartbeatSeconds."
            hint = (
                "Set TimeoutSeconds, or HeartbeatSeconds for a worker that reports, and catch States.Timeout."
            )
            yield Finding((*state.path, "Resource"), message, hint)


def heartbeat_not_under_timeout(definition: Definition) -> Iterator[Finding]:
    """A heartbeat that the timeout does not wait for.

    What it finds
        HeartbeatSeconds that is not under TimeoutSeconds, of one task.

    Why it matters
        The task times out before the first heartbeat is due: a worker that died is not noticed any earlier.

    Example
        {"Type": "Task", "TimeoutSeconds": 60, "HeartbeatSeconds": 60}

    Remedy
        Make the heartbeat several times shorter than the timeout.
    """
    for state in definition.states:
        heartbeat: Any = state.value.get("HeartbeatSeconds")
        timeout: Any = state.value.get("TimeoutSeconds")
        if state.type == "Task" and is_number(heartbeat) and is_number(timeout) and heartbeat >= timeout:
            message = f"The heartbeat of '{state.name}', {heartbeat} seconds, is not under its timeout, {timeout} seconds."
            yield Finding(
                (*state.path, "HeartbeatSeconds"), message, "Make it several times shorter than the timeout."
            )


def _callbacks(definition: Definition) -> Iterator[State]:
    return (state for state, resource in resources(definition) if resource.endswith(".waitForTaskToken"))


def _limited(definition: Definition, state: State) -> bool:
    whole = isinstance(definition.value, dict) and "TimeoutSeconds" in definition.value
    return whole or any(name in state.value for name in _LIMITS)


def _sends_token(sent: Any, language: str) -> bool:
    """Whether the token, or a part of the context object that may hold it, is anywhere in what is sent."""
    texts = [(leaf.key, leaf.value) for leaf in leaves((), sent) if isinstance(leaf.value, str)]
    if language == "JSONata":
        return any(
            "$states.context" in text or "$eval" in text or _hands_on_states(text) for _, text in texts
        )
    return any(
        key.endswith(".$") and ("$$.Task" in text or "$$[" in text or "$$" in _words(text))
        for key, text in texts
    )


def _hands_on_states(expression: str) -> bool:
    """Whether an expression uses `$states` as a whole, context and all."""
    return any(not rest.startswith(".") for rest in expression.split("$states")[1:])


def _words(text: str) -> list[str]:
    return text.replace("(", ",").replace(")", ",").replace(" ", ",").split(",")
