"""What a service asks of a role when it is told to act in it: that the role is there and lets the service in.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
"""

from dataclasses import dataclass

from .asking import Asked, keys, of_service
from .denial import Denial
from .evaluation import decide
from .roles import find, trust

__all__ = ["admits", "refusal"]


@dataclass(frozen=True)
class _Duty:
    """Where an operation names the role it is given, for which service, and how it is refused."""

    parameter: tuple[str, ...]
    service: str
    denial: Denial


_NO_LAMBDA = Denial(
    "InvalidParameterValueException", 400, "The role defined for the function cannot be assumed by Lambda."
)
_NO_STATES = Denial(
    "AccessDeniedException",
    400,
    "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the "
    "provided role.",
)
_NO_SCHEDULER = Denial(
    "ValidationException",
    400,
    "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
)
_LAMBDA = _Duty(("Role",), "lambda.amazonaws.com", _NO_LAMBDA)
_STATES = _Duty(("roleArn",), "states.amazonaws.com", _NO_STATES)
_SCHEDULER = _Duty(("Target", "RoleArn"), "scheduler.amazonaws.com", _NO_SCHEDULER)

_DUTIES = {
    ("lambda", "CreateFunction"): _LAMBDA,
    ("lambda", "UpdateFunctionConfiguration"): _LAMBDA,
    ("scheduler", "CreateSchedule"): _SCHEDULER,
    ("scheduler", "UpdateSchedule"): _SCHEDULER,
    ("stepfunctions", "CreateStateMachine"): _STATES,
    ("stepfunctions", "UpdateStateMachine"): _STATES,
}


def refusal(service: str, operation: str, parameters: object, owner: str, resource: str) -> Denial | None:
    """Return how a call is refused that hands a service a role which it cannot act in; None where there is none.

    `resource` is the ARN of what is to use the role.
    """
    duty = _DUTIES.get((service, operation))
    if duty is None:
        return None
    found = parameters
    for name in duty.parameter:
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, str) or not found:
        return None
    return None if admits(found, duty.service, owner, resource) else duty.denial


def admits(role: str, service: str, owner: str, source_arn: str = "") -> bool:
    """Tell whether a role is there and its trust policy lets a service act in it, on behalf of a source."""
    kept = find(role)
    if kept is None:
        return False
    principal = of_service(service)
    source = _source(source_arn)
    context = keys(principal, source_arn=source, context={"aws:SourceAccount": owner})
    return decide(Asked(principal, "sts:AssumeRole", role, context), [trust(kept)], owner).allowed


def _source(arn: str) -> str:
    """Return on whose behalf a service acts in a role: Scheduler names a schedule's group, others what has the role.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    """
    if ":schedule/" in arn:
        return arn.replace(":schedule/", ":schedule-group/").rpartition("/")[0]
    return arn
