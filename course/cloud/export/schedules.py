"""Schedules of EventBridge Scheduler and their groups."""

from datetime import datetime
from typing import Any

from .draft import Draft, pick
from .grants import Grants, add_role

__all__ = ["add"]

_SENDING = {
    "events": "events:PutEvents",
    "lambda": "lambda:InvokeFunction",
    "sns": "sns:Publish",
    "sqs": "sqs:SendMessage",
    "states": "states:StartExecution",
}
_UNIVERSAL = "arn:aws:scheduler:::aws-sdk:"
_SHAPES = ("DeadLetterConfig", "EventBridgeParameters", "Input", "RetryPolicy", "SqsParameters")


def add(draft: Draft) -> None:
    """Add the groups that were made, then every schedule."""
    for group in draft.reader.every("scheduler", "list_schedule_groups", "ScheduleGroups"):
        if group["Name"] != "default":
            logical = draft.logical(group["Name"], "ScheduleGroup")
            draft.add(
                logical, "AWS::Scheduler::ScheduleGroup", {"Name": group["Name"]}, {group["Arn"]: "Arn"}
            )
    for each in draft.reader.every("scheduler", "list_schedules", "Schedules"):
        name = {"Name": each["Name"], "GroupName": each["GroupName"]}
        _schedule(draft, draft.reader.get("scheduler", "get_schedule", **name))


def _schedule(draft: Draft, found: dict[str, Any]) -> None:
    logical = draft.logical(found["Name"], "Schedule")
    properties: dict[str, Any] = pick(
        found,
        "Name",
        "Description",
        "ScheduleExpression",
        "ScheduleExpressionTimezone",
        "FlexibleTimeWindow",
        "State",
    )
    if (group := found.get("GroupName", "default")) != "default":
        address = draft.known[draft.arn("scheduler", f"schedule-group/{group}")]
        properties["GroupName"] = {"Ref": address.logical}
    for name in ("StartDate", "EndDate"):
        if isinstance(moment := found.get(name), datetime):
            properties[name] = f"{moment:%Y-%m-%dT%H:%M:%S}Z"
    if found.get("ActionAfterCompletion", "NONE") == "DELETE":
        draft.note(f"schedule {found['Name']}: that it is deleted after its last invocation")
    properties["Target"] = _target(draft, logical, found)
    draft.add(logical, "AWS::Scheduler::Schedule", properties, {found["Arn"]: "Arn"})


def _target(draft: Draft, logical: str, schedule: dict[str, Any]) -> dict[str, Any]:
    target, grants = schedule["Target"], Grants()
    arn = target["Arn"]
    if arn.startswith(_UNIVERSAL):
        service, action = arn.removeprefix(_UNIVERSAL).split(":", 1)
        for edge in draft.inventory.edges:
            if (edge.source, edge.kind) == (schedule["Arn"], "delivery"):
                grants.call(service, action, edge.target)
    elif sending := _SENDING.get(arn.split(":")[2]):
        grants.allow(arn, sending)
    if queue := (target.get("DeadLetterConfig") or {}).get("Arn"):
        grants.allow(queue, "sqs:SendMessage")
    role = add_role(draft, logical, "scheduler.amazonaws.com", grants)
    return {"Arn": arn, "RoleArn": role, **pick(target, *_SHAPES)}
