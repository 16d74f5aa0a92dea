"""HTTP APIs."""

from typing import Any

from .draft import Draft, pick
from .permissions import let_invoke

__all__ = ["add"]

_SERVICE = "apigatewayv2"
_INTEGRATION = (
    "ConnectionType",
    "Description",
    "IntegrationMethod",
    "IntegrationSubtype",
    "IntegrationType",
    "IntegrationUri",
    "PayloadFormatVersion",
    "RequestParameters",
    "TimeoutInMillis",
)


def add(draft: Draft) -> None:
    """Add every API with its integrations, routes and stages."""
    for api in draft.reader.every(_SERVICE, "get_apis", "Items"):
        _add(draft, api)


def _add(draft: Draft, api: dict[str, Any]) -> None:
    number, region = api["ApiId"], draft.world.account.region
    logical = draft.logical(api["Name"], "HttpApi")
    ref = {"Ref": logical}
    properties = pick(
        api, "Name", "Description", "ProtocolType", "CorsConfiguration", "DisableExecuteApiEndpoint"
    )
    address = f"arn:aws:apigateway:{region}::/apis/{number}"
    draft.add(logical, "AWS::ApiGatewayV2::Api", properties, {address: "", number: ""}, as_text=False)
    draft.outputs[f"{logical}Url"] = {"Value": {"Fn::GetAtt": [logical, "ApiEndpoint"]}}
    integrations: dict[str, str] = {}
    for each in draft.reader.every(_SERVICE, "get_integrations", "Items", ApiId=number):
        uri = each.get("IntegrationUri") or ""
        name = draft.logical(logical, uri.rpartition(":")[2], "Integration")
        if each.get("CredentialsArn"):
            draft.note(f"api {api['Name']}: the role of its integration with {uri}")
        integrations[each["IntegrationId"]] = draft.add(
            name, "AWS::ApiGatewayV2::Integration", {"ApiId": ref, **pick(each, *_INTEGRATION)}
        )
        if uri.startswith("arn:aws:lambda:"):
            let_invoke(draft, uri, "apigateway.amazonaws.com", draft.arn("execute-api", f"{number}/*"))
    for each in draft.reader.every(_SERVICE, "get_routes", "Items", ApiId=number):
        _route(draft, logical, each, integrations)
    for each in draft.reader.every(_SERVICE, "get_stages", "Items", ApiId=number):
        fields = pick(each, "StageName", "Description", "StageVariables", "AutoDeploy")
        name = draft.logical(logical, each["StageName"], "Stage")
        draft.add(name, "AWS::ApiGatewayV2::Stage", {"ApiId": ref, "AutoDeploy": True, **fields})


def _route(draft: Draft, api: str, route: dict[str, Any], integrations: dict[str, str]) -> None:
    properties = {"ApiId": {"Ref": api}, **pick(route, "RouteKey", "OperationName", "ApiKeyRequired")}
    target = integrations.get((route.get("Target") or "").rpartition("/")[2])
    if target:
        properties["Target"] = {"Fn::Sub": f"integrations/${{{target}}}"}
    if (kind := route.get("AuthorizationType", "NONE")) == "AWS_IAM":
        properties["AuthorizationType"] = kind
    elif kind != "NONE":
        draft.note(f"route {route['RouteKey']}: its authorizer")
    draft.add(
        draft.logical(api, route["RouteKey"].replace("$", ""), "Route"),
        "AWS::ApiGatewayV2::Route",
        properties,
    )
