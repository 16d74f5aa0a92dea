"""One invocation of a schedule's target, from the span's beginning to its end.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html and
https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto.scheduler.models import Schedule

from course.cloud.attempts import Failure
from course.cloud.request import resource_name
from course.cloud.targets import Ending, Options, patience, persist

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["deliver"]

PRINCIPAL = "scheduler.amazonaws.com"


def deliver(account: "Account", schedule: Schedule, moment: datetime) -> None:
    """Call the target, again and again if need be; set the input aside or lose it in the end."""
    trace, target = account.trace, schedule.target
    about = {"group": schedule.group_name, "scheduled": _stamp(moment)}
    span = trace.open("delivery", "scheduler", schedule.name, resource_name(target["Arn"]), **about)
    with trace.within(span):
        body = _bodies(account, schedule, moment)
        ending = _attempts(account, schedule, body)
        if ending.failure is None:
            trace.close(span, "ok", attempts=ending.attempts)
            return
        kept = _set_aside(account, schedule, moment, body(ending.attempts), ending)
        trace.close(
            span, "dead-letter" if kept else "lost", attempts=ending.attempts, reason=ending.failure.reason
        )


def _bodies(account: "Account", schedule: Schedule, moment: datetime) -> Callable[[int], str]:
    """Return what gives the text for each attempt: the Input with Scheduler's own values in it, or an event.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
    """
    execution, text = account.new_id(), schedule.target.get("Input")

    def body(attempt: int) -> str:
        if text is None:
            return json.dumps(_event(account, schedule, moment, execution), separators=(",", ":"))
        filled: str = text
        for name, value in (
            ("schedule-arn", schedule.arn),
            ("scheduled-time", _stamp(moment)),
            ("execution-id", execution),
            ("attempt-number", str(attempt)),
        ):
            filled = filled.replace(f"<aws.scheduler.{name}>", value)
        return filled

    return body


def _event(account: "Account", schedule: Schedule, moment: datetime, execution: str) -> dict[str, Any]:
    """Return what a target without Input gets."""
    return {
        "version": "0",
        "id": execution,
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": account.id,
        "time": _stamp(moment),
        "region": account.region,
        "resources": [schedule.arn],
        "detail": "{}",
    }


def _attempts(account: "Account", schedule: Schedule, body: Callable[[int], str]) -> Ending:
    made, target = 0, schedule.target

    def attempt() -> Failure | None:
        nonlocal made
        made += 1
        text = body(made)
        event, wrong = _bus_event(account, target, text)
        if wrong:
            return wrong
        options = Options(
            principal=PRINCIPAL,
            sender=schedule.arn,
            role=target["RoleArn"],
            group_id=(target.get("SqsParameters") or {}).get("MessageGroupId"),
            event=event,
        )
        return account.targets.send(target["Arn"], text, options)

    return persist(account, attempt, patience(target.get("RetryPolicy")), service="scheduler")


def _bus_event(
    account: "Account", target: dict[str, Any], text: str
) -> tuple[dict[str, Any] | None, Failure | None]:
    """Return the event for a bus, whose detail is the input; None for any other target."""
    about = target.get("EventBridgeParameters")
    if not about:
        return None, None
    try:
        detail = json.loads(text)
    except ValueError:
        return None, Failure("the input of an event is no JSON", permanent=True, code="INVALID_JSON")
    return account.events.event(source=about["Source"], detail_type=about["DetailType"], detail=detail), None


def _set_aside(account: "Account", schedule: Schedule, moment: datetime, body: str, ending: Ending) -> bool:
    """Send the input to the target's dead-letter queue; tell whether it has one that takes it."""
    target = schedule.target
    queue = (target.get("DeadLetterConfig") or {}).get("Arn")
    if not queue or ending.failure is None or ending.failure.silent:
        return False
    attributes = {
        "ERROR_CODE": ending.failure.code or "SDK_CLIENT_ERROR",
        "ERROR_MESSAGE": ending.failure.reason,
        "EXECUTION_ID": account.new_id(),
        "EXHAUSTED_RETRY_CONDITION": ending.exhausted,
        "IS_PAYLOAD_TRUNCATED": "false",
        "RETRY_ATTEMPTS": str(ending.attempts - 1),
        "SCHEDULED_TIME": _stamp(moment),
        "SCHEDULE_ARN": schedule.arn,
        "TARGET_ARN": target["Arn"],
    }
    options = Options(principal=PRINCIPAL, sender=schedule.arn, role=target["RoleArn"], attributes=attributes)
    return account.targets.send(queue, body, options) is None


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
