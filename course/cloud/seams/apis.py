"""Amazon API Gateway: a deployment keeps the API as it was, a stage its settings, an integration its cache key; an HTTP API is made in one call."""

import json
from typing import Any

from moto.apigateway.models import Deployment, RestAPI, Stage
from moto.apigateway.responses import APIGatewayResponse
from moto.apigatewayv2.responses import ApiGatewayV2Response

from course.cloud import running
from course.facts import value

from .seam import Seam

__all__ = ["SEAMS"]


def _create_deployment(api: RestAPI, name: str, description: str, stage_variables: Any = None) -> Deployment:
    before = api.stages.get(name)
    deployment: Any = _moto_create_deployment(api, name, description, stage_variables)
    deployment.snapshot = running.current().front_door.snapshot(api)
    if before is not None:
        before.deployment_id = deployment.id
        before.variables |= stage_variables or {}
        api.stages[name] = before
    return deployment  # type: ignore[no-any-return]


def _update_integration_mocks(_: RestAPI, stage_name: str) -> None:
    del stage_name  # the front door answers


def _put_integration(response: APIGatewayResponse) -> Any:
    answer = _moto_put_integration(response)
    path = response.path.split("/")
    method = response.backend.get_method(path[2], path[4], path[6])
    integration: Any = method.method_integration
    integration.cache_key_parameters = response._get_param("cacheKeyParameters") or []  # noqa: SLF001  moto's own way to a parameter
    return answer


def _create_rest_api(response: APIGatewayResponse) -> Any:
    answer: Any = _moto_create_rest_api(response)
    types = response._get_param("binaryMediaTypes")  # noqa: SLF001  see above
    if types and isinstance(answer, tuple) and answer[0] < 400:
        made = json.loads(answer[2])
        response.backend.apis[made["id"]].binaryMediaTypes = types
        return answer[0], answer[1], json.dumps({**made, "binaryMediaTypes": types})
    return answer


def _apply_patch_operations(api: RestAPI, patch_operations: list[dict[str, Any]]) -> None:
    others = []
    for operation in patch_operations:
        path, wish = operation.get("path", ""), operation.get("value", "")
        kind = path.removeprefix("/binaryMediaTypes/").replace("~1", "/")
        if path == "/disableExecuteApiEndpoint":
            api.disableExecuteApiEndpoint = str(wish).lower() == "true"
        elif not path.startswith("/binaryMediaTypes/"):
            others.append(operation)
        elif operation["op"] == "add":
            api.binaryMediaTypes.append(kind)
        else:
            api.binaryMediaTypes.remove(kind)
    _moto_apply_patch_operations(api, others)


def _create_api(response: ApiGatewayV2Response) -> Any:
    answer: Any = _moto_create_api(response)
    asked = json.loads(response.body)
    if target := asked.get("target"):
        api = response.apigatewayv2_backend.apis[json.loads(answer[2])["apiId"]]
        is_function = target.startswith("arn:")
        integration = api.create_integration(
            connection_type="INTERNET",
            description="",
            integration_method="POST" if is_function else "ANY",
            integration_type="AWS_PROXY" if is_function else "HTTP_PROXY",
            integration_uri=target,
            credentials_arn=asked.get("credentialsArn"),
            payload_format_version="2.0" if is_function else "1.0",
        )
        key = asked.get("routeKey") or "$default"
        api.create_route(False, [], route_key=key, target=f"integrations/{integration.id}")
        api.create_stage({"stageName": "$default", "autoDeploy": True})
    return answer


def _default_settings(stage: Stage) -> dict[str, Any]:
    found = _moto_default_settings(stage)
    limits = {
        "throttlingRateLimit": float(value("apigateway.throttle.rate")),
        "throttlingBurstLimit": value("apigateway.throttle.burst"),
    }
    return {**found, **limits}


_moto_create_deployment = RestAPI.create_deployment
_moto_create_api = ApiGatewayV2Response.create_api
_moto_create_rest_api = APIGatewayResponse.create_rest_api
_moto_apply_patch_operations = RestAPI.apply_patch_operations
_moto_put_integration = APIGatewayResponse.put_integration
_moto_default_settings = Stage._get_default_method_settings  # noqa: SLF001

SEAMS = (
    Seam(
        RestAPI,
        "create_deployment",
        _create_deployment,
        "moto's deployment does not keep the API as it was, and takes a stage's settings away",
    ),
    Seam(
        RestAPI,
        "update_integration_mocks",
        _update_integration_mocks,
        "moto puts each method of each stage among the URLs that it intercepts for `requests`",
    ),
    Seam(
        ApiGatewayV2Response,
        "create_api",
        _create_api,
        "moto forgets the target with which an HTTP API is made in one call",
    ),
    Seam(APIGatewayResponse, "create_rest_api", _create_rest_api, "moto forgets binaryMediaTypes"),
    Seam(
        RestAPI,
        "apply_patch_operations",
        _apply_patch_operations,
        "moto takes the text false for true, and no binary media type by its path",
    ),
    Seam(APIGatewayResponse, "put_integration", _put_integration, "moto forgets cacheKeyParameters"),
    Seam(Stage, "_get_default_method_settings", _default_settings, "moto's default limits are outdated"),
)
