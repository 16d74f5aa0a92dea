"""What happens when an alarm changes its state: the event on the default bus, and its actions."""

import json
from typing import TYPE_CHECKING, Any

from course.cloud.request import resource_name
from course.cloud.targets import Options

from .alarm import Alarm, State
from .documents import change, for_function, message
from .history import action_taken

if TYPE_CHECKING:
    from course.cloud.account import Account

    from .history import History

__all__ = ["announce"]

PRINCIPAL = "cloudwatch.amazonaws.com"
# As whom an alarm calls a function: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
CALLER = "lambda.alarms.cloudwatch.amazonaws.com"


def announce(account: "Account", history: "History", alarm: Alarm, before: State) -> None:
    """Tell of a change of state; the actions are under way when this returns."""
    account.events.put(
        {
            "source": "aws.cloudwatch",
            "detail-type": "CloudWatch Alarm State Change",
            "resources": [alarm.arn],
            "detail": change(alarm, before),
        }
    )
    if not alarm.enabled:
        return
    for arn in alarm.actions(alarm.state.value):
        name = f"action of alarm {alarm.name}"
        body, options = _document(account, alarm, before, arn)
        account.clock.spawn(_act, account, history, alarm, arn, body, options, name=name)


def _document(account: "Account", alarm: Alarm, before: State, arn: str) -> tuple[dict[str, Any], Options]:
    if arn.split(":")[2] == "lambda":
        options = Options(principal=CALLER, sender=alarm.arn)
        return for_function(alarm, before, account.id, account.region), options
    told = message(alarm, before, account.id, account.region)
    subject = f'{alarm.state.value}: "{alarm.name}" in {told["Region"]}'
    return told, Options(principal=PRINCIPAL, sender=alarm.arn, subject=subject[:100])


def _act(
    account: "Account", history: "History", alarm: Alarm, arn: str, body: dict[str, Any], options: Options
) -> None:
    span = account.trace.open(
        "delivery", "cloudwatch", alarm.name, resource_name(arn), state=body_state(body)
    )
    with account.trace.within(span):
        failure = account.targets.send(arn, json.dumps(body), options)
    if failure is None:
        account.trace.close(span, "ok")
    else:
        account.trace.close(span, "lost", reason=failure.reason)
    history.add(action_taken(alarm, account.clock.now, arn, failure.reason if failure else ""))


def body_state(body: dict[str, Any]) -> str:
    """Return the state that a document tells of."""
    return str(body["NewStateValue"] if "NewStateValue" in body else body["alarmData"]["state"]["value"])
