"""What PutRule and PutTargets refuse, in AWS's words where they are known.

Sources: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html and API_PutRule.html there
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from course.cloud.event_pattern import parse
from course.cloud.request import resource_name
from course.cloud.scheduler.expressions import ExpressionError
from course.cloud.scheduler.expressions import parse as parse_schedule
from course.facts import value

from . import paths, template

__all__ = [
    "RefusedError",
    "check_count",
    "check_name",
    "check_pattern",
    "check_rules",
    "check_schedule",
    "check_target",
]

_NAME = re.compile(r"[.\-_A-Za-z0-9]+")
# Whoever sends to these acts by a role of the target's own.
_BY_ROLE = (":states:", ":api-destination/")
_SHAPES = ("Input", "InputPath", "InputTransformer")
# Parameters of targets that the lab does not have: to take them and do nothing would be a lie.
_UNKNOWN = (
    "AppSyncParameters",
    "BatchParameters",
    "EcsParameters",
    "KinesisParameters",
    "RedshiftDataParameters",
    "RunCommandParameters",
    "SageMakerPipelineParameters",
)


class RefusedError(Exception):
    """A request that is refused with AWS's error `code`; NotImplemented where only the lab refuses it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def check_name(name: str, member: str) -> None:
    """Raise RefusedError for a name or an id that is too long or has other characters than ``.-_A-Za-z0-9``."""
    most = value("events.name")
    if len(name) > most:
        bound = f"Member must have length less than or equal to {most}"
    elif not _NAME.fullmatch(name):
        bound = r"Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+"
    else:
        return
    raise RefusedError(
        "ValidationException",
        f"1 validation error detected: Value '{name}' at '{member}' failed to satisfy constraint: {bound}",
    )


def check_pattern(pattern: str | None) -> None:
    """Raise RefusedError for a pattern that is too long, PatternError for one that AWS cannot read."""
    most = value("events.pattern.size")
    if pattern and len(pattern) > most:
        raise RefusedError(
            "ValidationException",
            "1 validation error detected: Value at 'eventPattern' failed to satisfy constraint: "
            f"Member must have length less than or equal to {most}",
        )
    if pattern:
        parse(pattern)


def check_schedule(expression: str | None) -> None:
    """Raise RefusedError for a schedule expression that AWS cannot read."""
    if not expression:
        return
    try:
        parse_schedule(expression, once=False)
    except ExpressionError:
        raise RefusedError("ValidationException", "Parameter ScheduleExpression is not valid.") from None


def check_rules(present: Mapping[str, Any], name: str) -> None:
    """Raise RefusedError when a bus would have more rules than it may."""
    if name not in present and len(present) >= value("events.bus.rules"):
        raise RefusedError(
            "LimitExceededException", "The requested resource exceeds the maximum number allowed."
        )


def check_count(present: Sequence[Mapping[str, Any]], asked: Sequence[Mapping[str, Any]]) -> None:
    """Raise RefusedError when a rule would have more targets than it may."""
    ids = {each["Id"] for each in (*present, *asked)}
    if len(ids) > value("events.rule.targets"):
        raise RefusedError(
            "LimitExceededException", "The requested resource exceeds the maximum number allowed."
        )


def check_target(target: Mapping[str, Any], place: int, *, known: bool) -> None:
    """Raise RefusedError for a target that AWS, or the lab, does not take. `known`: the lab can send to its ARN."""
    name, arn = target["Id"], target["Arn"]
    check_name(name, f"targets.{place}.member.id")
    if not re.match(r"arn:[\d\w:\-/]*", arn):
        raise RefusedError(
            "ValidationException",
            f"Parameter {arn} is not valid. Reason: Provided Arn is not in correct format.",
        )
    if unknown := [each for each in _UNKNOWN if target.get(each)]:
        raise RefusedError("NotImplemented", f"the lab does not know {unknown[0]} of a target")
    if not known:
        raise RefusedError("NotImplemented", f"the lab does not deliver events to {arn}")
    if any(part in arn for part in _BY_ROLE) and not target.get("RoleArn"):
        raise RefusedError("ValidationException", f"RoleArn is required for target {arn}.")
    group = (target.get("SqsParameters") or {}).get("MessageGroupId")
    if arn.startswith("arn:aws:sqs:") and arn.endswith(".fifo") and not group:
        raise RefusedError(
            "ValidationException", f"Parameter(s) SqsParameters must be specified for target: {name}."
        )
    _check_input(target)
    _check_delivery(target)


def _check_input(target: Mapping[str, Any]) -> None:
    name = target["Id"]
    # The page says so of buses in other accounts; AWS refuses it for those of one's own, too.
    if ":event-bus/" in target["Arn"] and (given := [shape for shape in _SHAPES if target.get(shape)]):
        raise RefusedError(
            "ValidationException",
            f"{given[0]} is not available for target {name}: it is an event bus, which takes events as they are.",
        )
    if sum(bool(target.get(shape)) for shape in _SHAPES) > 1:
        raise RefusedError(
            "ValidationException",
            f"Only one of Input, InputPath, or InputTransformer must be provided for target {name}.",
        )
    try:
        if text := target.get("Input"):
            json.loads(text)
        if path := target.get("InputPath"):
            paths.read(path)
        if transformer := target.get("InputTransformer"):
            template.check(transformer)
    except paths.PathError as problem:
        raise RefusedError(
            "ValidationException", f"Invalid JSON path for target {name}: {problem}."
        ) from None
    except template.TemplateError as problem:
        raise RefusedError(
            "ValidationException", f"Invalid InputTemplate for target {name} : [{problem}]."
        ) from None
    except ValueError:
        raise RefusedError("ValidationException", f"JSON syntax error in input for target {name}.") from None


def _check_delivery(target: Mapping[str, Any]) -> None:
    queue = (target.get("DeadLetterConfig") or {}).get("Arn")
    if queue and (not queue.startswith("arn:aws:sqs:") or resource_name(queue).endswith(".fifo")):
        raise RefusedError(
            "ValidationException",
            f"Parameter DeadLetterConfig.Arn {queue} is not valid. Reason: it must be a standard SQS queue.",
        )
    policy = target.get("RetryPolicy") or {}
    for key, least, most in (
        ("MaximumRetryAttempts", 0, value("events.retry.most")),
        ("MaximumEventAgeInSeconds", 60, value("events.retry.age")),
    ):
        asked = policy.get(key, least)
        if not least <= asked <= most:
            raise RefusedError(
                "ValidationException",
                f"Parameter RetryPolicy.{key} {asked} is not valid. Reason: it must be between {least} and {most}.",
            )
