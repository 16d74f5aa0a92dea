"""Lambda's API, as far as it is answered or checked here; the rest is moto's.

Moto keeps functions, versions, aliases and layers. It knows nothing of what runs.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest
from moto.core.exceptions import JsonRESTError

from course.cloud.refusal import Response

from . import configuration, event_invoke, invoking, shares
from .asked import Asked
from .outcome import Refusal
from .refusing import RefusedError, not_done

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["answer"]


def _check_mapping(asked: Asked) -> None:
    # Not above: the pollers stand on this room.
    from course.cloud.pollers import check_change, check_new

    (check_new if asked.operation.startswith("Create") else check_change)(asked)


# Operations by what they do: it returns what is sent back as JSON.
_ANSWERED: dict[str, Callable[[Asked], dict[str, Any] | None]] = {
    "DeleteFunctionEventInvokeConfig": event_invoke.delete,
    "GetAccountSettings": shares.account_settings,
    "GetFunctionEventInvokeConfig": event_invoke.get,
    "GetFunctionRecursionConfig": shares.get_recursion,
    "ListFunctionEventInvokeConfigs": event_invoke.listed,
    "PutFunctionConcurrency": shares.put_concurrency,
    "PutFunctionEventInvokeConfig": event_invoke.put,
    "PutFunctionRecursionConfig": shares.put_recursion,
    "UpdateFunctionEventInvokeConfig": event_invoke.update,
}

# Operations that moto answers once nothing is wrong with what was asked.
_CHECKED: dict[str, Callable[[Asked], None]] = {
    "CreateAlias": configuration.check_alias,
    "CreateEventSourceMapping": _check_mapping,
    "CreateFunction": configuration.check,
    "UpdateAlias": configuration.check_alias,
    "UpdateEventSourceMapping": _check_mapping,
    "UpdateFunctionConfiguration": configuration.check,
}

# Operations by which code comes in.
_UPLOADING = {"CreateFunction", "PublishLayerVersion", "UpdateFunctionCode"}

# Operations that moto would answer, and nothing would come of it.
_NOT_DONE = {
    "CreateFunctionUrlConfig": "answer requests to a function's own URL",
    "InvokeAsync": "take the outdated InvokeAsync; use Invoke with InvocationType=Event",
    "UpdateFunctionUrlConfig": "answer requests to a function's own URL",
}


def answer(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    """Answer a request to Lambda; None where moto is to do it."""
    asked = Asked(account, operation, request)
    try:
        if operation == "Invoke":
            return invoking.invoke(asked)
        if operation in _UPLOADING and asked.archive:
            account.functions.worker.take_in(asked.archive)
        if operation in _NOT_DONE:
            raise not_done(operation, _NOT_DONE[operation])
        if work := _ANSWERED.get(operation):
            found = work(asked)
            return (204, {}, b"") if found is None else (200, _JSON, json.dumps(found))
        if rule := _CHECKED.get(operation):
            rule(asked)
    except RefusedError as problem:
        return _error(problem.refusal)
    except JsonRESTError as problem:  # moto's words for what is not there
        return _error(Refusal(int(problem.code), str(problem.error_type), str(problem.message)))
    return None


_JSON = {"Content-Type": "application/json"}


def _error(refusal: Refusal) -> Response:
    body = {"Type": "User", "message": refusal.message, "Message": refusal.message}
    if refusal.reason:
        body["Reason"] = refusal.reason
    return refusal.status, {**_JSON, "x-amzn-ErrorType": refusal.code}, json.dumps(body)
