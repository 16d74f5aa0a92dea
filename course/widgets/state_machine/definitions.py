"""What a learner may hand in as a state machine."""

from typing import Any

from course.asl import StateMachine, parse

__all__ = ["machine_of"]


def machine_of(definition: Any, type: Any = "STANDARD") -> StateMachine:
    """Return the machine that a text (JSON or YAML), a dict, a machine, or the ARN of one in the running account means.

    The ARN may be that of a version or an alias. Raises TypeError for anything else, RefusedError where the account has
    no such machine, NoAccountError where none is running.
    """
    if isinstance(definition, StateMachine):
        return definition
    if isinstance(definition, dict):
        return StateMachine.of(definition, type=type)
    if not isinstance(definition, str):
        message = "this is neither a text nor a dict"
        raise TypeError(message)
    if definition.startswith("arn:") and "\n" not in definition:
        return _of_account(definition)
    return parse(definition, type=type)


def _of_account(arn: str) -> StateMachine:
    # A definition by itself needs no account, and to import one takes its time.
    from course.cloud.running import current
    from course.cloud.state_machines.arns import parse_machine
    from course.cloud.state_machines.target import find

    return find(current().state_machines.machines, parse_machine(arn)).revision.definition
