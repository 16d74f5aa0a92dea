"""What API Gateway refuses when an API is built, and what the lab does not do; moto takes all of it."""

from collections.abc import Callable
from typing import Any

from moto.apigateway.models import Method, Stage, apigateway_backends

from course.facts import value

from .asked import Asked, NotTakenError
from .integrations.aws_service import SERVICES, read_address
from .policy import PolicyShapeError, check_shape

__all__ = ["CHECKS"]

_VERBS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "ANY")
_TYPES = ("AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK")
# What of a stage UpdateStage changes besides the settings of its methods.
_OF_STAGES = (
    "/accessLogSettings",
    "/cacheClusterEnabled",
    "/cacheClusterSize",
    "/deploymentId",
    "/description",
    "/tracingEnabled",
    "/variables/",
)
_NO_RESPONSE = (
    "Invalid mapping expression specified: Validation Result: warnings : [], errors : [No method response exists for "
    "method.]"
)
_EXPRESSION = "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: {}]"


def _rest_api(asked: Asked) -> None:
    parameters = asked.parameters
    least, most = parameters.get("minimumCompressionSize"), value("apigateway.payload")
    if least is not None and not 0 <= int(least) <= most:
        raise _bad(f"Invalid minimum compression size, must be between 0 and {most}")
    if parameters.get("endpointConfiguration", {}).get("types") == ["PRIVATE"]:
        raise NotTakenError("answer private APIs")
    if policy := parameters.get("policy"):
        _policy(policy)


def _update_rest_api(asked: Asked) -> None:
    for operation in asked.parameters.get("patchOperations") or []:
        path, wish = operation.get("path", ""), operation.get("value")
        if path == "/minimumCompressionSize":
            raise NotTakenError("change from which size on answers are compressed; say it in CreateRestApi")
        if path == "/policy" and wish:
            _policy(wish)


def _policy(text: str) -> None:
    try:
        check_shape(text)
    except PolicyShapeError as problem:
        raise NotTakenError(str(problem)) from None


def _authorizer(asked: Asked) -> None:
    if asked.parameters.get("type") == "COGNITO_USER_POOLS":
        raise NotTakenError("do Cognito user pools; it knows Lambda authorizers (TOKEN, REQUEST)")


def _method(asked: Asked) -> None:
    if _stored(asked) is not None:
        raise _conflict("Method already exists for this resource")
    kind = asked.parameters.get("authorizationType")
    if kind == "COGNITO_USER_POOLS":
        raise NotTakenError("do Cognito user pools; it knows NONE, AWS_IAM and CUSTOM")
    if kind not in ("NONE", "AWS_IAM", "CUSTOM"):
        raise _bad(
            "Invalid authorization type specified. Valid values are NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS"
        )
    if kind == "CUSTOM" and not asked.parameters.get("authorizerId"):
        raise _bad(
            "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer."
        )


def _integration(asked: Asked) -> None:
    parameters = asked.parameters
    for name, wish in (("contentHandling", "convert bodies between text and bytes"), ("tlsConfig", "do TLS")):
        if parameters.get(name):
            raise NotTakenError(f"{wish} ({name})")
    if parameters.get("connectionType") == "VPC_LINK":
        raise NotTakenError("reach into a VPC (VPC_LINK)")
    if parameters.get("type") not in _TYPES:
        raise _bad(f"Enumeration value for Integration type must be among {list(_TYPES)}")
    if (
        verb := parameters.get("integrationHttpMethod") or parameters.get("httpMethod")
    ) and verb not in _VERBS:
        raise _bad(f"Enumeration value for HttpMethod must be among {list(_VERBS)}")
    if str(parameters.get("credentials") or "").endswith(":user/*"):
        raise NotTakenError("call a service with the credentials of the client")
    _service(parameters)
    method = _stored(asked)
    for source in (parameters.get("requestParameters") or {}).values():
        if _is_undeclared(str(source), method):
            raise _bad(_EXPRESSION.format(source))


def _service(parameters: dict[str, Any]) -> None:
    address = read_address(str(parameters.get("uri") or ""))
    if parameters["type"] == "AWS" and address and address.service not in ("lambda", *SERVICES):
        raise NotTakenError(f"do integrations with {address.service}; it knows lambda, {', '.join(SERVICES)}")
    if parameters["type"] == "AWS_PROXY" and address and address.service != "lambda":
        raise _bad(
            "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."
        )


def _is_undeclared(source: str, method: Method | None) -> bool:
    """Tell whether a header or a query parameter is mapped that the method does not name."""
    plain = source.replace("multivalueheader", "header").replace("multivaluequerystring", "querystring")
    named = plain.startswith(("method.request.header.", "method.request.querystring."))
    return named and method is not None and plain not in (method.request_parameters or {})


def _integration_response(asked: Asked) -> None:
    if asked.parameters.get("contentHandling"):
        raise NotTakenError("convert bodies between text and bytes (contentHandling)")
    method, targets = _stored(asked), asked.parameters.get("responseParameters") or {}
    if method is None or not targets:
        return
    response = method.method_responses.get(asked.path[-1])
    if response is None:
        raise _bad(_NO_RESPONSE)
    for target in targets:
        if target not in (response.response_parameters or {}):
            raise _bad(_EXPRESSION.format(target))


def _resource(asked: Asked) -> None:
    """Refuse a resource whose parent has one of its name, or another variable one."""
    api = apigateway_backends[asked.account.id][asked.region].apis.get(asked.path[1])
    parent, part = asked.path[3], str(asked.parameters.get("pathPart"))
    siblings = [each.path_part for each in api.resources.values() if each.parent_id == parent] if api else []
    if part in siblings:
        raise _conflict(f"Another resource with the same parent already has this name: {part}")
    variable = next((each for each in siblings if each.startswith("{")), "")
    if variable and part.startswith("{") and variable.endswith("+}") == part.endswith("+}"):
        raise _bad(
            f"A sibling ({variable}) of this resource already has a variable path part -- only one unique "
            "variable path part is allowed"
        )


def _stage(asked: Asked) -> None:
    if asked.parameters.get("canarySettings"):
        raise NotTakenError("send a part of the requests to another deployment (canarySettings)")
    api = apigateway_backends[asked.account.id][asked.region].apis.get(asked.path[1])
    known = api.deployments if api else {}
    if asked.operation == "CreateStage" and api and asked.parameters.get("deploymentId") not in known:
        raise NotTakenError("Invalid Deployment identifier specified", status=404, code="NotFoundException")


def _update_stage(asked: Asked) -> None:
    for operation in asked.parameters.get("patchOperations") or []:
        path = str(operation.get("path", ""))
        if "canarySettings" in path:
            raise NotTakenError("send a part of the requests to another deployment (canarySettings)")
        if not path.startswith(_OF_STAGES) and not _is_setting(path):
            raise _bad(f"Invalid method setting path: {path}")


def _is_setting(path: str) -> bool:
    """Tell whether a path names a setting of a method: /{resource, its slashes as ~1}/{verb}/{setting}."""
    parts = path.split("/", 3)
    return len(parts) == 4 and Stage()._method_settings_translations(parts[3]) is not None  # noqa: SLF001  moto's own table


def _not_answered(asked: Asked) -> None:
    raise NotTakenError(f"answer requests to what {asked.operation} makes")


def _stored(asked: Asked) -> Method | None:
    """Return the method that the path names, as moto has it; None where it is not there."""
    path = asked.path
    api = apigateway_backends[asked.account.id][asked.region].apis.get(path[1])
    resource = api.resources.get(path[3]) if api else None
    return resource.resource_methods.get(path[5]) if resource else None


def _document(_: Asked) -> None:
    raise NotTakenError("read OpenAPI documents; make resources and methods one by one")


def _usage_plan(asked: Asked) -> None:
    for operation in asked.parameters.get("patchOperations") or []:
        if operation.get("path", "").startswith("/apiStages/"):
            raise NotTakenError("change a plan's limits by method; give them in CreateUsagePlan (apiStages)")


def _conflict(message: str) -> NotTakenError:
    return NotTakenError(message, status=409, code="ConflictException")


def _bad(message: str) -> NotTakenError:
    return NotTakenError(message, status=400, code="BadRequestException")


CHECKS: dict[str, Callable[[Asked], None]] = {
    "CreateAuthorizer": _authorizer,
    "CreateBasePathMapping": _not_answered,
    "CreateDeployment": _stage,
    "CreateDomainName": _not_answered,
    "CreateResource": _resource,
    "CreateRestApi": _rest_api,
    "CreateStage": _stage,
    "CreateVpcLink": _not_answered,
    "ImportRestApi": _document,
    "PutIntegration": _integration,
    "PutIntegrationResponse": _integration_response,
    "PutMethod": _method,
    "PutRestApi": _document,
    "UpdateRestApi": _update_rest_api,
    "UpdateStage": _update_stage,
    "UpdateUsagePlan": _usage_plan,
}
