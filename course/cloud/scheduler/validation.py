"""What CreateSchedule and UpdateSchedule refuse.

Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
"""

import re
from collections.abc import Mapping
from typing import Any

from course.cloud.request import resource_name
from course.facts import value

from .expressions import ExpressionError, parse

__all__ = ["RefusedError", "check"]

_UNKNOWN = ("EcsParameters", "KinesisParameters", "SageMakerPipelineParameters")
_API_CALL = re.compile(r"arn:aws:scheduler:::aws-sdk:(\w+):(\w+)")
# Scheduler calls nothing that only reads; the list is of its page on universal targets.
_READS = re.compile(
    "(get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|batchGet|"
    "batchDescribe|batchRead|transactGet|adminGet|adminList|testMigration|retrieve|testConnection|"
    "translateDocument|isAuthorized|invokeModel)([A-Z]|$)"
)


class RefusedError(Exception):
    """A request that is refused with AWS's error `code`; NotImplemented where only the lab refuses it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def check(
    expression: str, zone: str | None, window: Mapping[str, Any], target: Mapping[str, Any], *, known: bool
) -> None:
    """Raise RefusedError for a schedule that AWS, or the lab, does not take. `known`: the lab can call its target."""
    try:
        parse(expression, zone or "UTC")
    except ExpressionError as problem:
        if "time zone" in str(problem):
            raise RefusedError(
                "ValidationException", f"Invalid Schedule Expression Timezone {zone}."
            ) from None
        raise RefusedError("ValidationException", f"Invalid Schedule Expression {expression}.") from None
    _check_window(window)
    _check_target(target, known=known)
    queue = (target.get("DeadLetterConfig") or {}).get("Arn")
    if queue and (not queue.startswith("arn:aws:sqs:") or resource_name(queue).endswith(".fifo")):
        raise RefusedError(
            "ValidationException", f"DeadLetterConfig.Arn {queue} must be a standard SQS queue."
        )
    policy = target.get("RetryPolicy") or {}
    for name, least, most in (
        ("MaximumRetryAttempts", 0, value("events.retry.most")),
        ("MaximumEventAgeInSeconds", 60, value("events.retry.age")),
    ):
        if not least <= policy.get(name, least) <= most:
            raise RefusedError(
                "ValidationException", f"RetryPolicy.{name} must be between {least} and {most}."
            )


def _check_window(window: Mapping[str, Any]) -> None:
    flexible, minutes = window.get("Mode") == "FLEXIBLE", window.get("MaximumWindowInMinutes")
    if flexible and not minutes:
        raise RefusedError("ValidationException", "A FLEXIBLE time window needs MaximumWindowInMinutes.")
    if not flexible and minutes:
        raise RefusedError(
            "ValidationException", "MaximumWindowInMinutes must be empty when the time window is OFF."
        )


def _check_target(target: Mapping[str, Any], *, known: bool) -> None:
    arn = target["Arn"]
    if unknown := [each for each in _UNKNOWN if target.get(each)]:
        raise RefusedError("NotImplemented", f"the lab does not know {unknown[0]} of a schedule's target")
    if found := _API_CALL.fullmatch(arn):
        _check_api_call(found[1], found[2], arn)
    elif not known:
        raise RefusedError("NotImplemented", f"the lab does not call {arn} by a schedule")
    if ":event-bus/" in arn and not target.get("EventBridgeParameters"):
        raise RefusedError("ValidationException", "EventBridgeParameters must be given for an event bus.")
    if str((target.get("EventBridgeParameters") or {}).get("Source", "")).startswith("aws."):
        raise RefusedError("ValidationException", "EventBridgeParameters.Source must not begin with aws.")


def _check_api_call(service: str, action: str, arn: str) -> None:
    # Not above: AWS's models take a while to read, and few schedules call an API by its name.
    from course.asl.integrations.models import actions, services

    if service not in services() or action not in actions(service):
        raise RefusedError("ValidationException", f"{arn} is not a supported API action.")
    if _READS.match(action):
        raise RefusedError(
            "ValidationException", f"{arn} only reads, and EventBridge Scheduler does not call such actions."
        )
