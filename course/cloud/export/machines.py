"""State machines with their versions and aliases, and activities."""

from typing import Any

from .definitions import substituted
from .draft import Draft, Verbatim, pick
from .grants import add_role
from .machine_roles import needed

__all__ = ["add"]


def add(draft: Draft) -> None:
    """Add the activities, then every state machine."""
    for each in draft.reader.every("stepfunctions", "list_activities", "activities"):
        logical = draft.logical(each["name"], "Activity")
        draft.add(logical, "AWS::StepFunctions::Activity", {"Name": each["name"]}, {each["activityArn"]: ""})
    for each in draft.reader.every("stepfunctions", "list_state_machines", "stateMachines"):
        _machine(draft, each["stateMachineArn"])


def _machine(draft: Draft, arn: str) -> None:
    found = draft.reader.get("stepfunctions", "describe_state_machine", stateMachineArn=arn)
    name = found["name"]
    logical = draft.logical(name, "StateMachine")
    text, substitutions = substituted(draft, found["definition"])
    properties: dict[str, Any] = {
        "StateMachineName": name,
        "StateMachineType": found["type"],
        "DefinitionString": Verbatim(text),
    }
    if substitutions:
        properties["DefinitionSubstitutions"] = substitutions
    logging = found.get("loggingConfiguration") or {}
    if logging.get("level", "OFF") != "OFF":
        groups = [each["cloudWatchLogsLogGroup"]["logGroupArn"] for each in logging.get("destinations") or ()]
        properties["LoggingConfiguration"] = {
            "Level": logging["level"],
            "IncludeExecutionData": logging.get("includeExecutionData", False),
            "Destinations": [{"CloudWatchLogsLogGroup": {"LogGroupArn": group}} for group in groups],
        }
    if (found.get("tracingConfiguration") or {}).get("enabled"):
        properties["TracingConfiguration"] = {"Enabled": True}
    grants = needed(draft, arn, properties)
    properties["RoleArn"] = add_role(draft, logical, "states.amazonaws.com", grants)
    draft.add(logical, "AWS::StepFunctions::StateMachine", properties, {arn: ""})
    draft.outputs[f"{logical}Arn"] = {"Value": {"Ref": logical}}
    _versions(draft, arn, name, logical)


def _versions(draft: Draft, arn: str, name: str, logical: str) -> None:
    """A template publishes one version, of what the state machine is when it is deployed."""
    listing = "list_state_machine_versions"
    versions = draft.reader.every("stepfunctions", listing, "stateMachineVersions", stateMachineArn=arn)
    if not versions:
        return
    properties = {
        "StateMachineArn": {"Ref": logical},
        "StateMachineRevisionId": {"Fn::GetAtt": [logical, "StateMachineRevisionId"]},
    }
    addresses = {each["stateMachineVersionArn"]: "" for each in versions}
    version = draft.logical(name, "Version")
    draft.add(version, "AWS::StepFunctions::StateMachineVersion", properties, addresses, as_text=False)
    listing = "list_state_machine_aliases"
    aliases = draft.reader.every("stepfunctions", listing, "stateMachineAliases", stateMachineArn=arn)
    for each in aliases:
        address = each["stateMachineAliasArn"]
        found = draft.reader.get(
            "stepfunctions", "describe_state_machine_alias", stateMachineAliasArn=address
        )
        properties = {
            **pick(found, Name="name", Description="description"),
            "RoutingConfiguration": [{"StateMachineVersionArn": {"Ref": version}, "Weight": 100}],
        }
        draft.add(
            draft.logical(name, found["name"], "Alias"),
            "AWS::StepFunctions::StateMachineAlias",
            properties,
            {address: ""},
        )
    if len(versions) > 1:
        draft.note(
            f"state machine {name}: versions but the last, and aliases that share executions between versions"
        )
