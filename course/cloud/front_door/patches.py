"""UpdateMethod, UpdateIntegration and the Update of either's responses: patch operations, which moto does not know.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
"""

from dataclasses import dataclass
from typing import Any

from moto.apigateway.models import Method, apigateway_backends

from .asked import Asked, NotTakenError

__all__ = ["update_integration", "update_integration_response", "update_method", "update_method_response"]


_AUTHORISATIONS = ("NONE", "AWS_IAM", "CUSTOM")


@dataclass(frozen=True)
class _Patchable:
    """What can be patched of one kind of thing: moto's attribute by the path of a field, and by that of a map.

    `numbers` and `truths` are the paths whose value, always a text, means a number or a truth value.
    """

    fields: dict[str, str]
    maps: dict[str, str]
    numbers: tuple[str, ...] = ()
    truths: tuple[str, ...] = ()


_METHOD = _Patchable(
    {
        "/apiKeyRequired": "api_key_required",
        "/authorizationType": "authorization_type",
        "/authorizerId": "authorizer_id",
        "/operationName": "operation_name",
        "/requestValidatorId": "request_validator_id",
    },
    {"/requestModels": "request_models", "/requestParameters": "request_parameters"},
    truths=("/apiKeyRequired", "/requestParameters"),
)
_METHOD_RESPONSE = _Patchable(
    {},
    {"/responseModels": "response_models", "/responseParameters": "response_parameters"},
    truths=("/responseParameters",),
)
_INTEGRATION = _Patchable(
    {
        "/cacheNamespace": "cache_namespace",
        "/credentials": "credentials",
        "/httpMethod": "http_method",
        "/passthroughBehavior": "passthrough_behaviour",
        "/timeoutInMillis": "timeout_in_millis",
        "/uri": "uri",
    },
    {"/requestParameters": "request_parameters", "/requestTemplates": "request_templates"},
    numbers=("/timeoutInMillis",),
)
_INTEGRATION_RESPONSE = _Patchable(
    {"/selectionPattern": "selection_pattern"},
    {"/responseParameters": "response_parameters", "/responseTemplates": "response_templates"},
)


def update_method(asked: Asked) -> dict[str, Any]:
    """Patch a method; return it. Raises NotTakenError."""
    method = _method(asked)
    for operation in _operations(asked):
        if operation["path"] == "/authorizationType" and operation.get("value") not in _AUTHORISATIONS:
            raise _bad(f"Invalid authorization type specified. Valid values are {', '.join(_AUTHORISATIONS)}")
    _patch(method, _METHOD, asked)
    return dict(method.to_json())


def update_method_response(asked: Asked) -> dict[str, Any]:
    """Patch what a method says it may answer; return that. Raises NotTakenError."""
    response = _found(_method(asked).method_responses.get(asked.path[-1]), "response status code")
    _patch(response, _METHOD_RESPONSE, asked)
    return dict(response.to_json())


def update_integration(asked: Asked) -> dict[str, Any]:
    """Patch what is behind a method; return it. Raises NotTakenError."""
    integration = _found(_method(asked).method_integration, "Integration")
    _patch(integration, _INTEGRATION, asked)
    return dict(integration.to_json())


def update_integration_response(asked: Asked) -> dict[str, Any]:
    """Patch how an answer of the backend is passed on; return that. Raises NotTakenError."""
    method = _method(asked)
    responses = _found(method.method_integration, "Integration").integration_responses or {}
    response = _found(responses.get(asked.path[-1]), "Response status code")
    declared = method.method_responses.get(asked.path[-1])
    for operation in _operations(asked):
        _, _, header = operation["path"].partition("/responseParameters/")
        if header and operation["op"] != "remove" and header not in _declared(declared):
            raise _bad(
                "Invalid mapping expression specified: Validation Result: warnings : [], errors : "
                f"[Invalid mapping expression parameter specified: {header}]"
            )
    _patch(response, _INTEGRATION_RESPONSE, asked)
    return dict(response.to_json())


def _patch(thing: Any, patchable: _Patchable, asked: Asked) -> None:
    for operation in _operations(asked):
        op, path, value = operation["op"], operation["path"], operation.get("value")
        if op not in ("add", "remove", "replace"):
            raise _bad(f"Invalid patch operation specified. Must be one of: [add, remove, replace]: {op}")
        parent, _, key = path.rpartition("/")
        key = key.replace("~1", "/").replace("~0", "~")
        if path in patchable.fields:
            told = None if op == "remove" else _read(patchable, path, value)
            setattr(thing, patchable.fields[path], told)
        elif parent in patchable.maps:
            kept = dict(getattr(thing, patchable.maps[parent]) or {})
            if op == "remove":
                kept.pop(key, None)
            else:
                kept[key] = _read(patchable, parent, value)
            setattr(thing, patchable.maps[parent], kept)
        else:
            known = ", ".join([*patchable.fields, *(f"{each}/..." for each in patchable.maps)])
            raise _bad(f"Invalid patch path {path}; the lab knows {known}")


def _read(patchable: _Patchable, path: str, value: Any) -> Any:
    if path in patchable.truths:
        return str(value).lower() == "true"
    if path in patchable.numbers:
        try:
            return int(str(value))
        except ValueError:
            raise _bad(f"Invalid value specified for {path}: {value}") from None
    return value


def _operations(asked: Asked) -> list[dict[str, Any]]:
    return [
        {**each, "op": str(each.get("op")), "path": str(each.get("path"))}
        for each in asked.parameters.get("patchOperations") or []
    ]


def _declared(response: Any) -> dict[str, Any]:
    return dict(response.response_parameters or {}) if response else {}


def _method(asked: Asked) -> Method:
    path = asked.path
    api = _found(apigateway_backends[asked.account.id][asked.region].apis.get(path[1]), "API")
    resource = _found(api.resources.get(path[3]), "Resource")
    method: Method = _found(resource.resource_methods.get(path[5]), "Method")
    return method


def _found(thing: Any, what: str) -> Any:
    if thing is None:
        raise NotTakenError(f"Invalid {what} identifier specified", status=404, code="NotFoundException")
    return thing


def _bad(message: str) -> NotTakenError:
    return NotTakenError(message, status=400, code="BadRequestException")
