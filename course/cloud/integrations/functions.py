"""Lambda functions, by their ARN or by `lambda:invoke`.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html and
https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
"""

import json
from typing import TYPE_CHECKING, Any

from course.asl import StatesError, TaskRequest
from course.asl.json_text import compact

from .calls import optimised
from .documents import parsed
from .metadata import with_metadata

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["invoke", "invoke_by_arn"]


def invoke_by_arn(_: "Account", request: TaskRequest) -> Any:
    """Invoke the function that the Resource names; the task's input is its event, its result the task's."""
    arn = request.resource.arn
    found = _invoked({"FunctionName": arn, "Payload": compact(request.parameters)})[0]
    return parsed(found["Payload"])


def invoke(account: "Account", request: TaskRequest) -> Any:
    """Invoke a function as the parameters of `lambda:invoke` say. Raises StatesError for what the function raises."""
    asked = request.parameters
    if isinstance(asked, dict) and "Payload" in asked:
        asked = {**asked, "Payload": _event(asked["Payload"])}
    found, about = _invoked(asked)
    payload = found.get("Payload", "")
    return with_metadata(account, {**found, "Payload": parsed(payload)}, about)


def _event(payload: Any) -> str | None:
    """Return the event as it is sent: JSON text as it stands, any other document as JSON."""
    if payload is None:
        return None
    if isinstance(payload, str):
        try:
            json.loads(payload)
        except ValueError:
            return compact(payload)
        return payload
    return compact(payload)


def _invoked(asked: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    if (
        isinstance(asked, dict)
        and not asked.get("Qualifier")
        and not _is_qualified(asked.get("FunctionName"))
    ):
        asked = {**asked, "Qualifier": "$LATEST"}
    found, about = optimised("lambda", "invoke").make(asked)
    if found.pop("FunctionError", None):
        raise _failure(found["Payload"])
    if not (isinstance(asked, dict) and asked.get("LogType") == "Tail"):
        found.pop("LogResult", None)
    return found, about


def _is_qualified(name: Any) -> bool:
    """Tell whether a function's name says which version or alias: `pay:live`, or an ARN that ends so."""
    return isinstance(name, str) and name.count(":") in (1, 3, 7)


def _failure(payload: str) -> StatesError:
    """Return the error that a function ended with, whose payload is an error document."""
    document = parsed(payload)
    name = document.get("errorType") if isinstance(document, dict) else None
    if name:
        return StatesError(str(name), payload)
    return StatesError(
        "Lambda.Unknown",
        "The cause could not be determined because Lambda did not return an error type. "
        f"Returned payload: {payload}",
    )
