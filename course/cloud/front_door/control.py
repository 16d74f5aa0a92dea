"""The API of API Gateway itself, as far as it is answered or checked here; the rest is moto's."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from botocore.awsrequest import AWSPreparedRequest
from moto.apigateway.models import Resource, RestAPI, apigateway_backends

from course.cloud.refusal import Response, refuse

from . import patches, trial
from .asked import Asked, NotTakenError
from .checks import CHECKS

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["answer"]


def _test_invoke(asked: Asked) -> dict[str, Any]:
    resource, verb = asked.path[3], asked.path[5]
    api = _api(asked)
    stored = api.resources.get(resource)
    if stored is None:
        raise _missing("Invalid Resource identifier specified")
    if not {verb, "ANY"} & set(stored.resource_methods):
        raise _missing("Invalid Method identifier specified")
    return trial.invoke(asked.account, api, resource, verb, asked.parameters)


def _flush(asked: Asked) -> None:
    api, stage = _api(asked), asked.path[3]
    if stage not in api.stages:
        raise _missing("Invalid stage identifier specified")
    asked.account.front_door.doors.answers.flush(api.id, stage)


def _resources(asked: Asked) -> dict[str, Any]:
    """Return an API's resources; of their methods nothing but the verbs, unless more was asked for (embed).

    https://docs.aws.amazon.com/cli/latest/reference/apigateway/get-resources.html
    """
    return {"item": [_described(each, asked) for each in _api(asked).resources.values()]}


def _resource(asked: Asked) -> dict[str, Any]:
    """Return one resource, in the same form."""
    found = _api(asked).resources.get(asked.path[3])
    if found is None:
        raise _missing("Invalid Resource identifier specified")
    return _described(found, asked)


def _described(resource: Resource, asked: Asked) -> dict[str, Any]:
    found = dict(resource.to_dict())
    if "resourceMethods" in found and "methods" not in parse_qs(urlsplit(asked.request.url).query).get(
        "embed", []
    ):
        found["resourceMethods"] = {verb: {} for verb in found["resourceMethods"]}
    return found


def _api(asked: Asked) -> RestAPI:
    api = apigateway_backends[asked.account.id][asked.region].apis.get(asked.path[1])
    if api is None:
        raise _missing("Invalid API identifier specified " + f"{asked.account.id}:{asked.path[1]}")
    return api


def _missing(message: str) -> NotTakenError:
    return NotTakenError(message, status=404, code="NotFoundException")


# Operations that moto does not know, or answers otherwise; None is sent back as nothing at all.
_ANSWERED: dict[str, Callable[[Asked], dict[str, Any] | None]] = {
    "FlushStageCache": _flush,
    "GetResource": _resource,
    "GetResources": _resources,
    "TestInvokeMethod": _test_invoke,
    "UpdateIntegration": patches.update_integration,
    "UpdateIntegrationResponse": patches.update_integration_response,
    "UpdateMethod": patches.update_method,
    "UpdateMethodResponse": patches.update_method_response,
}


def answer(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    """Answer a request to API Gateway; None where moto is to do it."""
    asked = Asked(account, operation, request)
    try:
        if check := CHECKS.get(operation):
            check(asked)
        if work := _ANSWERED.get(operation):
            found = work(asked)
            return (
                (202, {}, b"")
                if found is None
                else (200, {"Content-Type": "application/json"}, json.dumps(found))
            )
    except NotTakenError as problem:
        message = (
            f"apigateway {operation}: the lab does not {problem}" if problem.status == 501 else str(problem)
        )
        return refuse(request, "apigateway", problem.status, problem.code, message)
    return None
