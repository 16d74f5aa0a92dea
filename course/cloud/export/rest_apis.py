"""REST APIs: resources, methods, models, and a deployment for their stages."""

import json
from typing import Any

from course.cloud.inventory.apis import behind

from .draft import Draft, pick, told
from .grants import Grants, add_role
from .permissions import let_invoke

__all__ = ["add"]

_SERVICE = "apigateway"
_METHOD = (
    "httpMethod",
    "authorizationType",
    "apiKeyRequired",
    "requestParameters",
    "requestModels",
    "operationName",
)
_INTEGRATION = (
    "type",
    "uri",
    "requestParameters",
    "requestTemplates",
    "passthroughBehavior",
    "contentHandling",
    "timeoutInMillis",
    "cacheNamespace",
    "cacheKeyParameters",
    "connectionType",
)
_ANSWER = ("statusCode", "selectionPattern", "responseParameters", "responseTemplates", "contentHandling")
_SETTINGS = (
    "metricsEnabled",
    "loggingLevel",
    "dataTraceEnabled",
    "throttlingBurstLimit",
    "throttlingRateLimit",
    "cachingEnabled",
    "cacheTtlInSeconds",
    "cacheDataEncrypted",
)
# What an integration with a service's path is there for.
_BY_PATH = {"sns": "Publish", "sqs": "SendMessage"}


def add(draft: Draft) -> None:
    """Add every API."""
    for api in draft.reader.every(_SERVICE, "get_rest_apis", "items"):
        _Api(draft, api).add()


class _Api:
    """One API on its way into the template."""

    def __init__(self, draft: Draft, api: dict[str, Any]) -> None:
        self.draft, self.api, self.id = draft, api, api["id"]
        self.logical = draft.logical(api["name"], "Api")
        self.ref = {"Ref": self.logical}
        self.resources: dict[str, Any] = {}
        self.methods: list[str] = []

    def add(self) -> None:
        draft, found = self.draft, self.api
        properties = told(
            found, "name", "description", "apiKeySource", "binaryMediaTypes", "minimumCompressionSize"
        )
        if "ApiKeySource" in properties:
            properties["ApiKeySourceType"] = properties.pop("ApiKeySource")
        if types := (found.get("endpointConfiguration") or {}).get("types"):
            properties["EndpointConfiguration"] = {"Types": types}
        if found.get("policy"):
            properties["Policy"] = json.loads(found["policy"].replace('\\"', '"'))
        addresses = {self.id: "", f"arn:aws:apigateway:{draft.world.account.region}::/restapis/{self.id}": ""}
        draft.add(self.logical, "AWS::ApiGateway::RestApi", properties, addresses, as_text=False)
        self._models()
        self._resources()
        self._gateway_responses()
        self._stages()

    def _every(self, operation: str, key: str = "items", **parameters: Any) -> list[Any]:
        return self.draft.reader.every(_SERVICE, operation, key, restApiId=self.id, **parameters)

    def _models(self) -> None:
        self.models: dict[str, dict[str, str]] = {}
        for model in self._every("get_models"):
            logical = self.draft.logical(self.logical, model["name"], "Model")
            properties = {"RestApiId": self.ref, **told(model, "name", "description", "contentType")}
            properties["Schema"] = json.loads(model.get("schema") or "{}")
            self.draft.add(logical, "AWS::ApiGateway::Model", properties)
            self.models[model["name"]] = {"Ref": logical}
        self.validators: dict[str, dict[str, str]] = {}
        for each in self._every("get_request_validators"):
            logical = self.draft.logical(self.logical, each.get("name") or "", "Validator")
            properties = {
                "RestApiId": self.ref,
                **told(each, "name"),
                "ValidateRequestBody": bool(each.get("validateRequestBody")),
                "ValidateRequestParameters": bool(each.get("validateRequestParameters")),
            }
            self.draft.add(logical, "AWS::ApiGateway::RequestValidator", properties)
            self.validators[each["id"]] = {"Ref": logical}
        self.authorizers: dict[str, dict[str, str]] = {}
        for each in self._every("get_authorizers"):
            logical = self.draft.logical(self.logical, each["name"], "Authorizer")
            properties = {
                "RestApiId": self.ref,
                **told(each, "name", "type", "authorizerUri", "identitySource"),
            }
            properties |= (
                {"AuthorizerResultTtlInSeconds": each["authorizerResultTtlInSeconds"]}
                if each.get("authorizerResultTtlInSeconds") is not None
                else {}
            )
            properties |= pick(
                each, ProviderARNs="providerARNs", IdentityValidationExpression="identityValidationExpression"
            )
            self.draft.add(logical, "AWS::ApiGateway::Authorizer", properties)
            self.authorizers[each["id"]] = {"Ref": logical}
            if ":function:" in each.get("authorizerUri", ""):
                self._let_in(each["authorizerUri"])

    def _resources(self) -> None:
        for resource in sorted(
            self._every("get_resources"), key=lambda each: each["path"].count("/") + len(each["path"])
        ):
            if "parentId" not in resource:
                self.resources[resource["id"]] = {"Fn::GetAtt": [self.logical, "RootResourceId"]}
            else:
                logical = self.draft.logical(self.logical, resource["path"], "Resource")
                properties = {
                    "RestApiId": self.ref,
                    "ParentId": self.resources[resource["parentId"]],
                    "PathPart": resource["pathPart"],
                }
                self.draft.add(logical, "AWS::ApiGateway::Resource", properties)
                self.resources[resource["id"]] = {"Ref": logical}
            for verb in resource.get("resourceMethods") or ():
                self._method(resource, verb)

    def _method(self, resource: dict[str, Any], verb: str) -> None:
        asked = {"restApiId": self.id, "resourceId": resource["id"], "httpMethod": verb}
        found = self.draft.reader.get(_SERVICE, "get_method", **asked)
        properties = {
            "RestApiId": self.ref,
            "ResourceId": self.resources[resource["id"]],
            **told(found, *_METHOD),
        }
        if validator := found.get("requestValidatorId"):
            properties["RequestValidatorId"] = self.validators[validator]
        if authorizer := found.get("authorizerId"):
            properties["AuthorizerId"] = self.authorizers[authorizer]
        if models := properties.get("RequestModels"):
            properties["RequestModels"] = self._by_reference(models)
        if answers := found.get("methodResponses"):
            properties["MethodResponses"] = [self._answer(each) for each in answers.values()]
        logical = self.draft.logical(self.logical, resource["path"], verb.title(), "Method")
        if integration := found.get("methodIntegration"):
            properties["Integration"] = self._integration(logical, integration)
        self.draft.add(logical, "AWS::ApiGateway::Method", properties)
        self.methods.append(logical)

    def _by_reference(self, models: dict[str, str]) -> dict[str, Any]:
        return {kind: self.models.get(name, name) for kind, name in models.items()}

    def _answer(self, found: dict[str, Any]) -> dict[str, Any]:
        answer = told(found, "statusCode", "responseParameters")
        if models := found.get("responseModels"):
            answer["ResponseModels"] = self._by_reference(models)
        return answer

    def _integration(self, method: str, found: dict[str, Any]) -> dict[str, Any]:
        integration = told(found, *_INTEGRATION)
        if found.get("httpMethod"):
            integration["IntegrationHttpMethod"] = found["httpMethod"]
        if answers := found.get("integrationResponses"):
            integration["IntegrationResponses"] = [told(each, *_ANSWER) for each in answers.values()]
        uri = found.get("uri") or ""
        if ":function:" in uri and not found.get("credentials"):
            self._let_in(uri)
        elif found["type"] == "AWS" or found.get("credentials"):
            integration["Credentials"] = add_role(
                self.draft, method, "apigateway.amazonaws.com", self._grants(found)
            )
        return integration

    def _let_in(self, uri: str) -> None:
        function = "arn:" + uri.rsplit("/functions/arn:", maxsplit=1)[-1].removesuffix("/invocations")
        let_invoke(
            self.draft, function, "apigateway.amazonaws.com", self.draft.arn("execute-api", f"{self.id}/*")
        )

    def _grants(self, integration: dict[str, Any]) -> Grants:
        """What an integration may do, from its address and from what the inventory knows to be behind it."""
        grants, uri = Grants(), integration.get("uri") or ""
        *_, endpoint, address = ("", *uri.split(":", 5)[4:]) if uri.count(":") >= 5 else ("", "", "")
        service = endpoint.rpartition(".")[2]
        kind, _, rest = address.partition("/")
        action = rest if kind == "action" else _BY_PATH.get(service, "")
        for target in behind(self.draft.world, uri, integration.get("requestTemplates")):
            if ":function:" in target:
                grants.allow(target, "lambda:InvokeFunction")
            elif action:
                grants.call(service, action, target)
        return grants

    def _gateway_responses(self) -> None:
        for each in self._every("get_gateway_responses"):
            if each.get("defaultResponse"):
                continue
            logical = self.draft.logical(self.logical, each["responseType"].title(), "GatewayResponse")
            fields = told(each, "responseType", "statusCode", "responseParameters", "responseTemplates")
            self.draft.add(logical, "AWS::ApiGateway::GatewayResponse", {"RestApiId": self.ref, **fields})

    def _stages(self) -> None:
        found = self.draft.reader.get(_SERVICE, "get_stages", restApiId=self.id).get("item") or []
        if not found:
            return
        deployment = self.draft.logical(self.logical, "Deployment")
        self.draft.add(
            deployment, "AWS::ApiGateway::Deployment", {"RestApiId": self.ref}, depends=self.methods or None
        )
        for stage in found:
            logical = self.draft.logical(self.logical, stage["stageName"], "Stage")
            properties = {
                "RestApiId": self.ref,
                "DeploymentId": {"Ref": deployment},
                **told(
                    stage, "stageName", "description", "variables", "cacheClusterEnabled", "tracingEnabled"
                ),
            }
            if stage.get("cacheClusterEnabled"):
                properties |= told(stage, "cacheClusterSize")
            if settings := stage.get("methodSettings"):
                properties["MethodSettings"] = [_settings(path, each) for path, each in settings.items()]
            self.draft.add(
                logical,
                "AWS::ApiGateway::Stage",
                properties,
                {f"{self.id}:{stage['stageName']}": ""},
                as_text=False,
            )
            address = f"https://${{{self.logical}}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}/{stage['stageName']}"
            self.draft.outputs[f"{logical}Url"] = {"Value": {"Fn::Sub": address}}
        self.draft.note(
            f"api {self.api['name']}: is deployed as it is now; an older deployment that a stage still shows is not kept"
        )


def _settings(path: str, found: dict[str, Any]) -> dict[str, Any]:
    place, _, verb = path.rpartition("/")
    place = place.replace("~1", "/")
    return {
        "ResourcePath": f"/{place.lstrip('/')}" if place != "*" else "/*",
        "HttpMethod": verb,
        **told(found, *_SETTINGS),
    }
