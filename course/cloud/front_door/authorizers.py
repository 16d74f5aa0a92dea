"""Lambda authorizers: a function says who the caller is and what they may do.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

import json
import re
from typing import TYPE_CHECKING, Any

from course.facts import value

from .context import identity, request_context, variables
from .gateway_response import RefusedError
from .integrations import function
from .policy import PolicyShapeError, decide
from .visit import Visit

if TYPE_CHECKING:
    from .doors import Doors

__all__ = ["check", "sources"]


def check(visit: Visit, doors: "Doors") -> None:
    """Ask the method's authorizer about the caller. Raises RefusedError: 401 without identity, 403, or 500."""
    authorizer = visit.snapshot.authorizers.get(str(visit.method.get("authorizerId")))
    if authorizer is None:
        raise RefusedError("AUTHORIZER_CONFIGURATION_ERROR", why="the method's authorizer is not there")
    found = _identity(visit, authorizer)
    ttl = authorizer.get("authorizerResultTtlInSeconds")
    seconds = min(
        value("apigateway.authorizer.ttl") if ttl is None else int(ttl),
        value("apigateway.authorizer.ttl_max"),
    )
    key = (visit.api.id, visit.stage.name, authorizer["id"], tuple(found))
    policy = doors.policies.get(key) if seconds and found else None
    if policy is None:
        policy = _asked(visit, authorizer, found)
        if seconds and found:
            doors.policies.put(key, policy, seconds)
    _apply(visit, policy)


def sources(authorizer: dict[str, Any]) -> list[str]:
    """Return the parameters by which an authorizer knows a caller."""
    text = authorizer.get("identitySource") or (
        "method.request.header.Authorization" if authorizer["type"] == "TOKEN" else ""
    )
    return [each.strip() for each in text.split(",") if each.strip()]


def _identity(visit: Visit, authorizer: dict[str, Any]) -> list[str]:
    """Return the identity sources' values. Raises RefusedError (401) where one is missing or does not fit."""
    found = [_source(visit, each) for each in sources(authorizer)]
    if not all(found):
        raise RefusedError("UNAUTHORIZED")
    pattern = authorizer.get("identityValidationExpression")
    if pattern and authorizer["type"] == "TOKEN" and not re.fullmatch(pattern, found[0]):
        raise RefusedError("UNAUTHORIZED")
    return found


def _source(visit: Visit, source: str) -> str:
    if source.startswith("stageVariables."):
        return visit.variables.get(source.partition(".")[2], "")
    if source.startswith("context."):
        found: Any = variables(visit)
        for part in source.split(".")[1:]:
            found = found.get(part) if isinstance(found, dict) else None
        return str(found or "")
    kind, _, name = source.removeprefix("method.request.").partition(".")
    if kind == "querystring":
        return (visit.request.query.get(name) or [""])[-1]
    return str(visit.request.headers.get(name) or "")


def _asked(visit: Visit, authorizer: dict[str, Any], found: list[str]) -> dict[str, Any]:
    """Invoke the authorizer's function and return its policy document and what stands beside it."""
    source = f"{visit.api_arn}/authorizers/{authorizer['id']}"
    try:
        called = function.find(
            visit.account,
            authorizer.get("authorizerUri") or "",
            source,
            authorizer.get("authorizerCredentials"),
        )
    except RefusedError as refusal:
        raise RefusedError("AUTHORIZER_CONFIGURATION_ERROR", why=refusal.why) from None
    event: dict[str, Any] = {"type": authorizer["type"], "methodArn": visit.arn}
    event |= {"authorizationToken": found[0]} if authorizer["type"] == "TOKEN" else _request_event(visit)
    outcome = function.run(visit.account, called, event)
    if outcome.failed:
        if outcome.error.get("errorMessage") == "Unauthorized":
            raise RefusedError("UNAUTHORIZED")
        raise RefusedError(
            "AUTHORIZER_FAILURE", why=f"Authorizer failed: {outcome.error.get('errorMessage')}"
        )
    policy = json.loads(outcome.payload)
    if not isinstance(policy, dict) or not policy.get("principalId"):
        raise RefusedError("AUTHORIZER_CONFIGURATION_ERROR", why="the authorizer's answer has no principalId")
    return policy


def _request_event(visit: Visit) -> dict[str, Any]:
    query = visit.request.query
    return {
        "resource": visit.here.route.path,
        "path": visit.resource_path,
        "httpMethod": visit.request.method,
        "headers": visit.headers.last(),
        "multiValueHeaders": visit.headers.lists(),
        "queryStringParameters": {name: texts[-1] for name, texts in query.items()},
        "multiValueQueryStringParameters": query,
        "pathParameters": dict(visit.here.parameters),
        "stageVariables": visit.variables,
        "requestContext": {**request_context(visit), "identity": identity(visit)},
    }


def _apply(visit: Visit, policy: dict[str, Any]) -> None:
    try:
        effect = decide(policy.get("policyDocument"), visit.arn)
    except PolicyShapeError as problem:
        raise RefusedError("AUTHORIZER_CONFIGURATION_ERROR", why=str(problem)) from None
    if effect == "Deny":
        raise RefusedError(
            "ACCESS_DENIED", "User is not authorized to access this resource with an explicit deny"
        )
    if effect != "Allow":
        raise RefusedError("ACCESS_DENIED")
    context = {name: _text(each) for name, each in (policy.get("context") or {}).items()}
    visit.authorizer = {"principalId": policy["principalId"], **context}
    if key := policy.get("usageIdentifierKey"):
        visit.authorizer["usageIdentifierKey"] = key


def _text(found: Any) -> str:
    if isinstance(found, dict | list):
        raise RefusedError(
            "AUTHORIZER_CONFIGURATION_ERROR", why="a value of the authorizer's context is no text"
        )
    return str(found).lower() if isinstance(found, bool) else str(found)
