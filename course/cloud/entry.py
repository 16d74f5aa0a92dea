"""The door of the account: every boto3 request comes through here, and none goes on to a network.

A request takes its modelled virtual time, becomes a span of the trace, and is then answered by moto and the seams
that complete it.
"""

import json
import threading
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import moto.core.models as moto_models
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.handlers import BUILTIN_HANDLERS
from moto.core.botocore_stubber import MockRawResponse

from course.facts import latency

from . import running

__all__ = ["answer"]

_elsewhere = threading.RLock()

# The parameters that name the resource a call is about, by protocol; the first that is there counts.
_NAMING = (
    "TopicArn",
    "TargetArn",
    "QueueUrl",
    "QueueName",
    "TableName",
    "FunctionName",
    "Name",
    "ResourceArn",
    "SubscriptionArn",
)


def answer(event_name: str, request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
    """Answer a boto3 request from the running account; a botocore `before-send` handler.

    Where plain moto runs instead of an account, it is left to moto (None).

    Raises `NoAccountError` when no account is running: what was written for the lab never reaches a real account.
    """
    if not running.stack and moto_models.botocore_stubber.enabled:
        return None
    account = running.current()
    _, service, operation = event_name.split(".", 2)
    parameters = _parameters(request)
    span = account.trace.open("call", service, operation, _target(request, parameters), parameters=parameters)
    if not account.lives_here():
        # Another thread of the learner's: it may call, but only one at a time, and time is not its to move.
        with _elsewhere:
            status, headers, body = _handle(account, request, span)
    else:
        account.clock.sleep(latency(service, operation))
        with account.trace.within(span):
            status, headers, body = _handle(account, request, span)
    account.trace.close(span, "ok" if status < 400 else "error", http=status)
    return AWSResponse(request.url, status, headers, MockRawResponse(body))  # type: ignore[arg-type]


def _handle(account: Any, request: AWSPreparedRequest, span: Any) -> tuple[int, Any, Any]:
    if span.service != "lambda" and span.target and account.outages.holds(span.target):
        return 503, {}, _unavailable(request, span.target)
    response = moto_models.botocore_stubber.process_request(request)
    if response is None:
        return 501, {}, f"the lab does not answer {span.service} {span.name}"
    return response  # type: ignore[return-value]


def _unavailable(request: AWSPreparedRequest, target: str) -> str:
    message = f"{target} is switched off in this scenario"
    if "x-amz-target" in {key.lower() for key in request.headers}:
        return json.dumps({"__type": "ServiceUnavailable", "message": message})
    return (
        f"<ErrorResponse><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code>"
        f"<Message>{message}</Message></Error><RequestId>00000000</RequestId></ErrorResponse>"
    )


def _parameters(request: AWSPreparedRequest) -> dict[str, Any]:
    """Return what was asked, as far as the protocol shows it: the JSON body, or the fields of a form."""
    body = request.body
    text = (
        body.decode("utf-8", "replace") if isinstance(body, bytes) else body if isinstance(body, str) else ""
    )
    kind = str(request.headers.get("Content-Type", ""))
    if "json" in kind or text.startswith("{"):
        try:
            read = json.loads(text)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}
    if "form-urlencoded" in kind:
        return {key: values[0] for key, values in parse_qs(text).items() if key not in {"Action", "Version"}}
    return {}


def _target(request: AWSPreparedRequest, parameters: dict[str, Any]) -> str:
    for key in _NAMING:
        if isinstance(value := parameters.get(key), str):
            return value.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    parts = urlsplit(request.url)
    path = [unquote(part) for part in parts.path.split("/") if part]
    if "functions" in path and len(path) > path.index("functions") + 1:
        return path[path.index("functions") + 1].rsplit(":", 1)[-1]
    if ".s3." in parts.netloc or parts.netloc.startswith("s3."):
        return path[0] if parts.netloc.startswith("s3.") and path else parts.netloc.split(".s3")[0]
    return ""


def _install() -> None:
    """Put our handler before moto's among those that every new boto3 client gets."""
    place = next(
        index for index, entry in enumerate(BUILTIN_HANDLERS) if entry[1] is moto_models.botocore_stubber
    )
    BUILTIN_HANDLERS.insert(place, ("before-send", answer))


_install()
