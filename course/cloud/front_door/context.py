"""What a request is known by: the variables of $context, and the requestContext of a function's event.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

from typing import Any
from urllib.parse import quote

from .visit import Visit

__all__ = ["identity", "request_context", "variables"]


def request_context(visit: Visit) -> dict[str, Any]:
    """Return the requestContext of the event that a proxy integration hands to a function."""
    found: dict[str, Any] = {
        "resourceId": visit.here.route.id,
        "resourcePath": visit.here.route.path,
        "httpMethod": visit.request.method,
        "extendedRequestId": visit.extended_id,
        "requestTime": f"{visit.began:%d/%b/%Y:%H:%M:%S} +0000",
        "path": f"/{quote(str(visit.stage.name))}{visit.resource_path}",
        "accountId": visit.api.account_id,
        "protocol": "HTTP/1.1",
        "stage": visit.stage.name,
        "domainPrefix": visit.request.host.split(".")[0],
        "requestTimeEpoch": round(visit.began.timestamp() * 1000),
        "requestId": visit.id,
        "identity": identity(visit),
        "domainName": visit.request.host,
        "deploymentId": visit.stage.deployment_id,
        "apiId": visit.api.id,
    }
    if visit.authorizer:
        found["authorizer"] = visit.authorizer
    return found


def identity(visit: Visit) -> dict[str, Any]:
    """Return what is known of the caller."""
    caller = visit.caller
    found: dict[str, Any] = {
        "cognitoIdentityPoolId": None,
        "accountId": caller.get("accountId"),
        "cognitoIdentityId": None,
        "caller": caller.get("caller"),
        "sourceIp": visit.request.source_ip,
        "principalOrgId": None,
        "accessKey": caller.get("accessKey"),
        "cognitoAuthenticationType": None,
        "cognitoAuthenticationProvider": None,
        "userArn": caller.get("userArn"),
        "userAgent": visit.request.headers.get("User-Agent"),
        "user": caller.get("user"),
    }
    if visit.key is not None:
        found |= {"apiKey": visit.key.value, "apiKeyId": visit.key.id}
    return found


def variables(visit: Visit) -> dict[str, Any]:
    """Return $context, as far as it is known by now."""
    found: dict[str, Any] = {
        "accountId": visit.api.account_id,
        "apiId": visit.api.id,
        "deploymentId": visit.stage.deployment_id,
        "domainName": visit.request.host,
        "domainPrefix": visit.request.host.split(".")[0],
        "extendedRequestId": visit.extended_id,
        "httpMethod": visit.request.method,
        "path": f"/{visit.stage.name}{visit.resource_path}",
        "protocol": "HTTP/1.1",
        "requestId": visit.id,
        "requestTime": f"{visit.began:%d/%b/%Y:%H:%M:%S} +0000",
        "requestTimeEpoch": round(visit.began.timestamp() * 1000),
        "stage": visit.stage.name,
        "xrayTraceId": visit.trace_id,
        "authorizer": visit.authorizer,
    }
    if visit.place is not None:
        found |= {
            "identity": identity(visit),
            "resourceId": visit.here.route.id,
            "resourcePath": visit.here.route.path,
        }
    return found
