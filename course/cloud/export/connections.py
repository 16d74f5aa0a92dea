"""Connections to partners and API destinations. Secrets are no part of a template: they become parameters."""

from typing import Any

from .draft import Draft, pick

__all__ = ["add"]


def add(draft: Draft) -> None:
    """Add every connection, then every API destination."""
    for each in draft.reader.every("events", "list_connections", "Connections"):
        found = draft.reader.get("events", "describe_connection", Name=each["Name"])
        logical = draft.logical(each["Name"], "Connection")
        properties = {
            **pick(found, "Name", "Description", "AuthorizationType"),
            "AuthParameters": _secretly(draft, logical, found["AuthParameters"]),
        }
        draft.add(
            logical, "AWS::Events::Connection", properties, {found["ConnectionArn"]: "Arn"}, as_text=False
        )
    for each in draft.reader.every("events", "list_api_destinations", "ApiDestinations"):
        found = draft.reader.get("events", "describe_api_destination", Name=each["Name"])
        properties = {
            **pick(found, "Name", "Description", "HttpMethod", "InvocationEndpoint"),
            **pick(found, "InvocationRateLimitPerSecond", "ConnectionArn"),
        }
        logical = draft.logical(each["Name"], "ApiDestination")
        draft.add(
            logical,
            "AWS::Events::ApiDestination",
            properties,
            {found["ApiDestinationArn"]: "Arn"},
            as_text=False,
        )


def _secretly(draft: Draft, logical: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Put a parameter where a password, a key or a client's secret stands; what the API does not tell stands nowhere."""
    found = {name: dict(each) if isinstance(each, dict) else each for name, each in parameters.items()}
    for kind, field in (("BasicAuthParameters", "Password"), ("ApiKeyAuthParameters", "ApiKeyValue")):
        if kind in found:
            found[kind][field] = _secret(draft, logical)
    if "OAuthParameters" in found:
        client = dict(found["OAuthParameters"].get("ClientParameters") or {})
        found["OAuthParameters"]["ClientParameters"] = {**client, "ClientSecret": _secret(draft, logical)}
    return found


def _secret(draft: Draft, logical: str) -> dict[str, str]:
    name = draft.logical(logical, "Secret")
    draft.parameters[name] = {
        "Type": "String",
        "NoEcho": True,
        "Description": f"What the partner knows {logical} by",
    }
    return {"Ref": name}
