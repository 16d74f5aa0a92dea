"""Request validators: required parameters, and bodies that fit their model.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
"""

import json
from typing import Any

from .binary import media_type
from .gateway_response import RefusedError
from .visit import Visit

__all__ = ["check"]

_MODELS = "https://apigateway.amazonaws.com/restapis/"


def check(visit: Visit) -> None:
    """Check a request as its method's validator says. Raises RefusedError (400)."""
    validator = visit.snapshot.validators.get(str(visit.method.get("requestValidatorId")))
    if validator is None:
        return
    if validator.get("validateRequestParameters") and (missing := _missing(visit)):
        raise RefusedError(
            "BAD_REQUEST_PARAMETERS", f"Missing required request parameters: [{', '.join(missing)}]"
        )
    if validator.get("validateRequestBody"):
        _check_body(visit)


def _missing(visit: Visit) -> list[str]:
    there = {
        "header": visit.request.headers,
        "path": visit.here.parameters,
        "querystring": visit.request.query,
    }
    found = []
    for parameter, required in (visit.method.get("requestParameters") or {}).items():
        kind, _, name = parameter.removeprefix("method.request.").partition(".")
        if required in (True, "true") and not there[kind].get(name):
            found.append(name)
    return found


def _check_body(visit: Visit) -> None:
    models = visit.method.get("requestModels") or {}
    kind = media_type(visit.request.headers.get("Content-Type", "")) or "application/json"
    model = models.get(kind, models.get("$default"))
    if model is None or model == "Empty":
        return
    try:
        document = json.loads(visit.request.text or "null")
    except ValueError:
        raise RefusedError(
            "BAD_REQUEST_BODY", why="Request body does not match model schema: it is not JSON"
        ) from None
    if problems := _problems(visit, str(model), document):
        raise RefusedError(
            "BAD_REQUEST_BODY",
            why=f"Request body does not match model schema for content-type {kind}: [{', '.join(problems)}]",
        )


def _problems(visit: Visit, model: str, document: Any) -> list[str]:
    from jsonschema import Draft4Validator
    from jsonschema.exceptions import SchemaError
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT4

    schemas = {name: _schema(text) for name, text in visit.snapshot.models.items()}
    if model not in schemas:
        raise RefusedError("API_CONFIGURATION_ERROR", why=f"the API has no model {model}")
    # A model speaks of another by its address.
    resources = [
        (f"{_MODELS}{visit.api.id}/models/{name}", Resource.from_contents(schema, DRAFT4))
        for name, schema in schemas.items()
    ]
    validator = Draft4Validator(schemas[model], registry=Registry().with_resources(resources))
    try:
        return [each.message for each in validator.iter_errors(document)]
    except SchemaError as problem:
        raise RefusedError(
            "API_CONFIGURATION_ERROR", why=f"the schema of {model} is none: {problem.message}"
        ) from None


def _schema(text: str) -> Any:
    try:
        return json.loads(text or "{}")
    except ValueError:
        return {}
