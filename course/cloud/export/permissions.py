"""Who may invoke a function, in the words of its own policy."""

import json
from typing import Any

from botocore.exceptions import ClientError

from .draft import Draft

__all__ = ["add", "let_invoke"]


def add(draft: Draft) -> None:
    """Add the statements that the account has besides those that its wiring needs."""
    for function in draft.reader.every("lambda", "list_functions", "Functions"):
        for statement in _statements(draft, function["FunctionName"]):
            if statement.get("Effect", "Allow") != "Allow":
                draft.note(f"function {function['FunctionName']}: a statement of its policy that denies")
                continue
            _add(draft, function["FunctionArn"], statement)


def let_invoke(draft: Draft, function: str, principal: str, source: str) -> str:
    """Let a service invoke a function (ARN, perhaps of an alias) for one of its resources; return the permission."""
    known: dict[str, Any] = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function,
        "Principal": principal,
        "SourceArn": source,
    }
    for name, resource in draft.resources.items():
        if resource.type == "AWS::Lambda::Permission" and resource.properties == known:
            return name
    words = function.split(":")[6], principal.partition(".")[0], "Permission"
    return draft.add(draft.logical(*words), "AWS::Lambda::Permission", known)


def _statements(draft: Draft, name: str) -> list[dict[str, Any]]:
    try:
        return list(
            json.loads(draft.reader.get("lambda", "get_policy", FunctionName=name)["Policy"])["Statement"]
        )
    except ClientError:
        return []  # a function without a policy


def _add(draft: Draft, function: str, statement: dict[str, Any]) -> None:
    principal = statement.get("Principal")
    if isinstance(principal, dict):
        principal = principal.get("Service") or principal.get("AWS")
    conditions = {
        key.lower(): value
        for keys in (statement.get("Condition") or {}).values()
        for key, value in keys.items()
    }
    resource = str(statement.get("Resource") or function)
    properties: dict[str, Any] = {
        "Action": statement["Action"],
        "FunctionName": resource if resource.startswith(function) else function,
        "Principal": principal,
    }
    if source := conditions.get("aws:sourcearn"):
        properties["SourceArn"] = source
    if account := conditions.get("aws:sourceaccount"):
        properties["SourceAccount"] = account
    if any(
        each.type == "AWS::Lambda::Permission" and each.properties == properties
        for each in draft.resources.values()
    ):
        return
    draft.add(
        draft.logical(function.rsplit(":", 1)[1], str(statement.get("Sid", "")), "Permission"),
        "AWS::Lambda::Permission",
        properties,
    )
