"""The operation Invoke.

https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
"""

import json
from typing import Any

from course.cloud.refusal import Response
from course.facts import value

from .asked import Asked
from .outcome import Refusal
from .refusing import RefusedError
from .resolution import Called, resolve

__all__ = ["invoke"]


def invoke(asked: Asked) -> Response:
    """Run a function, or take an event for it to be run on. Raises RefusedError."""
    called = resolve(asked.backend, asked.name, asked.qualifier)
    kind = asked.header("X-Amz-Invocation-Type") or "RequestResponse"
    _check_size(len(asked.body), kind)
    event = _event(asked.body)
    if kind == "DryRun":
        return 204, {}, b""
    if kind == "Event":
        asked.account.asynchronous.invoke(called.function, event, arn=called.arn)
        return 202, {}, b""
    return _wait(asked, called, event)


def _wait(asked: Asked, called: Called, event: Any) -> Response:
    outcome = asked.account.functions.invoke(called.function, event, arn=called.arn)
    if outcome.refusal:
        raise RefusedError(outcome.refusal)
    headers = {
        "Content-Type": "application/json",
        "X-Amz-Executed-Version": str(called.function.version),
    }
    if asked.header("X-Amz-Log-Type") == "Tail":
        headers["X-Amz-Log-Result"] = outcome.log
    payload, failed = outcome.payload.encode(), outcome.failed
    if len(payload) > value("lambda.payload.response"):
        payload, failed = json.dumps(_too_large(len(payload))).encode(), True
    if failed:
        headers["X-Amz-Function-Error"] = "Unhandled"
    return 200, headers, payload


def _event(body: bytes) -> Any:
    try:
        return json.loads(body) if body else {}
    except ValueError as problem:
        message = f"Could not parse request body into json: {problem}"
        raise RefusedError(Refusal(400, "InvalidRequestContentException", message)) from None


def _check_size(size: int, kind: str) -> None:
    if kind == "Event" and size > (most := value("lambda.payload.async")):
        message = f"{size} byte payload is too large for the Event invocation type (limit {most} bytes)"
    elif size > (most := value("lambda.payload.sync")):
        message = f"Request must be smaller than {most} bytes for the InvokeFunction operation"
    else:
        return
    raise RefusedError(Refusal(413, "RequestEntityTooLargeException", message))


def _too_large(size: int) -> dict[str, str]:
    most = value("lambda.payload.response")
    return {
        "errorType": "Function.ResponseSizeTooLarge",
        "errorMessage": f"Response payload size ({size} bytes) exceeded maximum allowed payload size ({most} bytes).",
    }
