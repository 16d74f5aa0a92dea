"""Event buses, rules and archives."""

import json
from typing import Any

from .draft import Draft, pick
from .grants import Grants, add_role
from .permissions import let_invoke

__all__ = ["add"]

_SENDER = "events.amazonaws.com"
# What the role of a target has to allow, by the service of the target's ARN.
_BY_ROLE = {
    "states": "states:StartExecution",
    "events:event-bus": "events:PutEvents",
    "events:api-destination": "events:InvokeApiDestination",
}
_SHAPES = (
    "DeadLetterConfig",
    "HttpParameters",
    "Input",
    "InputPath",
    "InputTransformer",
    "RetryPolicy",
    "SqsParameters",
)


def add(draft: Draft) -> None:
    """Add the buses that were made, the rules of every bus, and the archives."""
    for bus in draft.reader.every("events", "list_event_buses", "EventBuses"):
        if bus["Name"] != "default":
            logical = draft.logical(bus["Name"], "Bus")
            draft.add(logical, "AWS::Events::EventBus", {"Name": bus["Name"]}, {bus["Arn"]: "Arn"})
        for rule in draft.reader.every("events", "list_rules", "Rules", EventBusName=bus["Name"]):
            if not rule.get("ManagedBy"):
                _rule(draft, rule, bus)
    for archive in draft.reader.every("events", "list_archives", "Archives"):
        found = draft.reader.get("events", "describe_archive", ArchiveName=archive["ArchiveName"])
        properties = {
            "ArchiveName": found["ArchiveName"],
            "SourceArn": found["EventSourceArn"],
            **pick(found, "Description", "RetentionDays"),
        }
        if found.get("EventPattern"):
            properties["EventPattern"] = json.loads(found["EventPattern"])
        draft.add(draft.logical(found["ArchiveName"], "Archive"), "AWS::Events::Archive", properties)


def _rule(draft: Draft, rule: dict[str, Any], bus: dict[str, Any]) -> None:
    logical = draft.logical(rule["Name"], "Rule")
    properties: dict[str, Any] = {
        "Name": rule["Name"],
        **pick(rule, "Description", "ScheduleExpression", "State"),
    }
    if bus["Name"] != "default":
        # By its ARN, so that the rule waits for its bus.
        properties["EventBusName"] = bus["Arn"]
    if rule.get("EventPattern"):
        properties["EventPattern"] = json.loads(rule["EventPattern"])
    listing = {"Rule": rule["Name"], "EventBusName": bus["Name"]}
    targets = draft.reader.every("events", "list_targets_by_rule", "Targets", **listing)
    draft.add(logical, "AWS::Events::Rule", properties, {rule["Arn"]: "Arn"})
    if targets:
        properties["Targets"] = [_target(draft, logical, rule["Arn"], target) for target in targets]


def _target(draft: Draft, logical: str, rule: str, target: dict[str, Any]) -> dict[str, Any]:
    arn = target["Arn"]
    properties = {"Arn": arn, "Id": target["Id"], **pick(target, *_SHAPES)}
    service = arn.split(":")[2]
    if service == "events":
        service = f"events:{arn.split(':')[5].partition('/')[0]}"
    if service == "lambda":
        let_invoke(draft, arn, _SENDER, rule)
    elif action := _BY_ROLE.get(service):
        grants = Grants()
        # An API destination's permission names every state of it.
        grants.allow(f"{arn.rpartition('/')[0]}/*" if service == "events:api-destination" else arn, action)
        properties["RoleArn"] = add_role(draft, logical, _SENDER, grants)
    elif service == "logs":
        _let_log(draft)
    return properties


def _let_log(draft: Draft) -> None:
    """Log groups let EventBridge in by a policy of the whole account."""
    if any(each.type == "AWS::Logs::ResourcePolicy" for each in draft.resources.values()):
        return
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": [_SENDER, "delivery.logs.amazonaws.com"]},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": draft.arn("logs", "log-group:/aws/events/*"),
    }
    policy = {"Fn::Sub": ""}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    account = draft.world.account
    policy["Fn::Sub"] = (
        text.replace("arn:aws:", "arn:${AWS::Partition}:")
        .replace(account.region, "${AWS::Region}")
        .replace(account.id, "${AWS::AccountId}")
    )
    properties = {"PolicyName": "events-to-logs", "PolicyDocument": policy}
    draft.add(draft.logical("EventsToLogs"), "AWS::Logs::ResourcePolicy", properties)
