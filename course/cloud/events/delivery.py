"""The delivery of one event to one target of a rule, from the span's beginning to its end.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moto.events.models import Rule

from course.cloud.attempts import Failure
from course.cloud.request import resource_name
from course.cloud.targets import Ending, Options, patience, persist

from . import hops
from .inputs import InputError, compact, input_of

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["deliver"]

PRINCIPAL = "events.amazonaws.com"


def deliver(
    account: "Account", rule: Rule, target: Mapping[str, Any], event: dict[str, Any], ingested: str
) -> None:
    """Hand an event to a target, again and again if need be; set it aside or lose it in the end."""
    trace, arn = account.trace, target["Arn"]
    about = {"bus": rule.event_bus_name, "event": event["id"], "target_id": target["Id"]}
    fed = hops.hops(trace, rule.name, rule.event_bus_name)
    span = trace.open("delivery", "events", rule.name, resource_name(arn), **about)
    if fed >= hops.MOST:
        trace.close(span, "lost", attempts=0, reason=hops.reason(rule.name), loop=True)
        return
    with trace.within(span):
        ending = _attempts(account, rule, target, event, ingested)
        if ending.failure is None:
            trace.close(span, "ok", attempts=ending.attempts)
            return
        trouble = _set_aside(account, rule, target, event, ending)
        detail = {"attempts": ending.attempts, "reason": ending.failure.reason}
        if trouble and _queue_of(target):
            detail["dead_letter"] = trouble
        trace.close(span, "lost" if trouble else "dead-letter", **detail)


def _attempts(
    account: "Account", rule: Rule, target: Mapping[str, Any], event: dict[str, Any], ingested: str
) -> Ending:
    try:
        body = input_of(target, event, rule, ingested)
    except InputError as problem:
        return Ending(Failure(str(problem), permanent=True, code="INVALID_JSON"), attempts=0)
    options = Options(
        principal=PRINCIPAL,
        sender=rule.arn,
        role=target.get("RoleArn") or "",
        group_id=(target.get("SqsParameters") or {}).get("MessageGroupId"),
        http=target.get("HttpParameters") or {},
        event=event,
    )
    return persist(
        account,
        lambda: account.targets.send(target["Arn"], body, options),
        patience(target.get("RetryPolicy")),
        service="events",
    )


def _queue_of(target: Mapping[str, Any]) -> str:
    return (target.get("DeadLetterConfig") or {}).get("Arn") or ""


def _set_aside(
    account: "Account", rule: Rule, target: Mapping[str, Any], event: dict[str, Any], ending: Ending
) -> str:
    """Send the event itself to the target's dead-letter queue; return what hinders that, "" when it is there."""
    queue = _queue_of(target)
    if not queue or ending.failure is None:
        return "the target has no dead-letter queue"
    if ending.failure.silent:
        return ending.failure.reason
    attributes = {
        "RULE_ARN": rule.arn,
        "TARGET_ARN": target["Arn"],
        "ERROR_CODE": ending.failure.code or "SDK_CLIENT_ERROR",
        "ERROR_MESSAGE": ending.failure.reason,
        "EXHAUSTED_RETRY_CONDITION": ending.exhausted,
        "RETRY_ATTEMPTS": str(max(ending.attempts - 1, 0)),
    }
    options = Options(principal=PRINCIPAL, sender=rule.arn, attributes=attributes)
    failure = account.targets.send(queue, compact(event), options)
    return failure.reason if failure else ""
