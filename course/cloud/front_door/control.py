"""The API of API Gateway itself, as far as it is answered or checked here; the rest is moto's."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest
from moto.apigateway.models import RestAPI, apigateway_backends

from course.cloud.refusal import Response, refuse

from . import trial
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


def _api(asked: Asked) -> RestAPI:
    api = apigateway_backends[asked.account.id][asked.region].apis.get(asked.path[1])
    if api is None:
        raise _missing("Invalid API identifier specified " + f"{asked.account.id}:{asked.path[1]}")
    return api


def _missing(message: str) -> NotTakenError:
    return NotTakenError(message, status=404, code="NotFoundException")


# Operations that moto does not know; None is sent back as nothing at all.
_ANSWERED: dict[str, Callable[[Asked], dict[str, Any] | None]] = {
    "FlushStageCache": _flush,
    "TestInvokeMethod": _test_invoke,
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
