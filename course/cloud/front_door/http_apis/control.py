"""The API of API Gateway V2, as far as it is checked here; the rest is moto's."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest

from course.cloud.front_door.asked import Asked, NotTakenError
from course.cloud.refusal import Response, refuse

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["answer"]


def _api(asked: Asked) -> None:
    if asked.parameters.get("protocolType") == "WEBSOCKET":
        raise NotTakenError("answer WebSocket APIs")


def _authorizer(asked: Asked) -> None:
    raise NotTakenError(
        f"do authorizers of HTTP APIs ({asked.parameters.get('authorizerType')}); it knows AWS_IAM and NONE"
    )


def _route(asked: Asked) -> None:
    kind = asked.parameters.get("authorizationType")
    if kind not in (None, "NONE", "AWS_IAM"):
        raise NotTakenError(f"do authorizers of HTTP APIs ({kind}); it knows AWS_IAM and NONE")


def _integration(asked: Asked) -> None:
    found: dict[str, Any] = asked.parameters
    if found.get("integrationSubtype"):
        raise NotTakenError(f"call other services from an HTTP API ({found['integrationSubtype']})")
    if found.get("connectionType") == "VPC_LINK":
        raise NotTakenError("reach into a VPC (VPC_LINK)")
    for name in ("requestParameters", "responseParameters", "tlsConfig"):
        if found.get(name):
            raise NotTakenError(f"change requests and answers of an HTTP API on their way ({name})")
    if asked.operation == "CreateIntegration" and found.get("integrationType") not in (
        "AWS_PROXY",
        "HTTP_PROXY",
    ):
        raise NotTakenError(
            "Invalid integration type: HTTP APIs take AWS_PROXY and HTTP_PROXY",
            status=400,
            code="BadRequestException",
        )
    if found.get("payloadFormatVersion") not in (None, "1.0", "2.0"):
        raise NotTakenError(
            "Unsupported PayloadFormatVersion for the provided IntegrationType",
            status=400,
            code="BadRequestException",
        )


def _document(_: Asked) -> None:
    raise NotTakenError("read OpenAPI documents; make routes and integrations one by one")


def _not_answered(asked: Asked) -> None:
    raise NotTakenError(f"answer requests to what {asked.operation} makes")


CHECKS: dict[str, Callable[[Asked], None]] = {
    "CreateApi": _api,
    "CreateApiMapping": _not_answered,
    "CreateAuthorizer": _authorizer,
    "CreateDomainName": _not_answered,
    "CreateIntegration": _integration,
    "CreateRoute": _route,
    "CreateVpcLink": _not_answered,
    "ImportApi": _document,
    "ReimportApi": _document,
    "UpdateIntegration": _integration,
    "UpdateRoute": _route,
}


def answer(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    """Refuse what is refused; None where moto is to answer."""
    asked = Asked(account, operation, request)
    try:
        if check := CHECKS.get(operation):
            check(asked)
    except NotTakenError as problem:
        message = (
            f"apigatewayv2 {operation}: the lab does not {problem}" if problem.status == 501 else str(problem)
        )
        return refuse(request, "apigatewayv2", problem.status, problem.code, message)
    return None
