"""Partners' HTTP APIs, called with what an EventBridge connection adds.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
"""

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from moto.events.models import Connection, events_backends

from course.asl import StatesError, TaskRequest
from course.asl.engine import cannot_start
from course.asl.integrations.optimised import OPTIMISED
from course.asl.json_text import PAYLOAD, compact, shown
from course.clock import Bell
from course.cloud.targets.connection import Outgoing, UnauthorizedError, authorize
from course.facts import latency, value

from .documents import parsed, unfit
from .forms import encoded, is_transform
from .metadata import http_date

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["invoke", "refusals"]

LONGEST: int = value("states.http_seconds")

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD")
_TAKES = OPTIMISED["http"]["invoke"].takes
_FORBIDDEN = re.compile(
    r"a-im|accept-(charset|datetime|encoding)|authorization|cache-control|connection|content-(encoding|md5)|date|expect"
    r"|forwarded|from|host|http2-settings|if-(match|modified-since|none-match|range|unmodified-since)|max-forwards"
    r"|origin|pragma|proxy-authorization|referer|server|te|trailer|transfer-encoding|upgrade|via|warning"
    r"|x-(forwarded|amz|amzn)-.*",
    re.IGNORECASE,
)


def refusals(asked: Any) -> list[str]:
    """Return a sentence for each parameter that keeps the request from being made."""
    if found := unfit(asked, _TAKES, ("Headers", "QueryParameters")):
        return found
    if not asked["ApiEndpoint"].startswith(("https://", "http://")):
        found.append("The value for the field 'ApiEndpoint' must be a URL")
    if asked["Method"] not in METHODS:
        found.append(f"The value for the field 'Method' must be one of {', '.join(METHODS)}")
    for name in asked.get("Headers") or ():
        if _FORBIDDEN.fullmatch(name):
            found.append(f"The header '{name}' cannot be set")
    if not is_transform(asked.get("Transform") or {}):
        found.append("The value of the field 'Transform' has an invalid format")
    if _connection_arn(asked) is None:
        found.append("The field 'ConnectionArn' is required but was missing")
    return found


def invoke(account: "Account", request: TaskRequest) -> Any:
    """Send the request that the parameters describe; return status, headers and body of the answer.

    Raises StatesError: `States.Http.StatusCode.404` and the like for an answer that is no success, States.Http.Socket
    if none came within a minute.
    """
    outgoing = _request(account, request.parameters)
    status, text = _answer(account, outgoing)
    if not 200 <= status < 300:
        raise StatesError(f"States.Http.StatusCode.{status}", _phrase(status))
    body = parsed(text)
    kind = "text/plain; charset=utf-8" if isinstance(body, str) else "application/json"
    return {
        "Headers": {
            "content-length": [str(len(text.encode("utf-8", "surrogatepass")))],
            "content-type": [kind],
            "date": [http_date(account)],
        },
        "ResponseBody": body,
        "StatusCode": status,
        "StatusText": _phrase(status),
    }


def _request(account: "Account", asked: Any) -> Outgoing:
    connection, body = _connection(account, asked), asked.get("RequestBody")
    outgoing = Outgoing(
        asked["Method"],
        asked["ApiEndpoint"],
        {
            "User-Agent": f"Amazon|StepFunctions|HttpInvoke|{account.region}",
            "Range": f"bytes=0-{PAYLOAD}",
            **_headers(asked),
        },
        _texts(asked.get("QueryParameters") or {}),
        "" if body is None or isinstance(body, str) else compact(body),
    )
    try:
        authorize(account, connection.authorization_type, connection.auth_parameters, outgoing)
    except UnauthorizedError as problem:
        raise StatesError("Events.ConnectionResource.InvalidConnectionState", str(problem)) from None
    if isinstance(body, str):
        if outgoing.body:
            raise cannot_start(compact(asked), ["A text cannot be merged with the body of the connection"])
        outgoing.body = body
    elif outgoing.body:
        outgoing.body = encoded(json.loads(outgoing.body), asked.get("Transform") or {})
    return outgoing


def _headers(asked: dict[str, Any]) -> dict[str, str]:
    headers = _texts(asked.get("Headers") or {})
    if asked.get("RequestBody") is not None and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = "application/json; charset=UTF-8"
    return headers


def _texts(found: dict[str, Any]) -> dict[str, str]:
    """Return headers or query parameters as texts; the items of an array in one, with commas between them."""
    return {
        name: ",".join(map(shown, each)) if isinstance(each, list) else shown(each)
        for name, each in found.items()
    }


def _connection_arn(asked: dict[str, Any]) -> str | None:
    named = asked.get("InvocationConfig") or asked.get("Authentication")
    arn = named.get("ConnectionArn") if isinstance(named, dict) else None
    return arn if isinstance(arn, str) else None


def _connection(account: "Account", asked: dict[str, Any]) -> Connection:
    """Return the connection that the task names. Raises StatesError."""
    arn = _connection_arn(asked)
    connections = events_backends[account.id][account.region].connections
    for connection in connections.values():
        if connection.arn == arn:
            return connection
    raise StatesError("Events.ConnectionResource.ResourceNotFound", f"Connection '{arn}' does not exist.")


def _answer(account: "Account", outgoing: Outgoing) -> tuple[int, str]:
    """Send the request and wait for the answer; the partner goes on when nobody waits for it any more."""
    came, answers = Bell(), list[tuple[int, str]]()
    trace = account.trace
    asked = {"url": outgoing.address(), "body": outgoing.body}
    span = trace.open("call", "http", outgoing.method, outgoing.url, parameters=asked)

    def ask() -> None:
        account.clock.sleep(latency("http", outgoing.method))
        answer = account.endpoints.send(outgoing.method, outgoing.address(), outgoing.headers, outgoing.body)
        answers.append(answer)
        came.ring()

    with trace.within(span):
        account.clock.spawn(ask, name=f"a request to {outgoing.url}")
    account.clock.listen(came, LONGEST)
    if not answers:
        trace.close(span, "error", http=0, reason=f"no answer within {LONGEST} seconds")
        raise StatesError("States.Http.Socket", f"{outgoing.url} did not answer within {LONGEST} seconds.")
    status, text = answers[0]
    trace.close(span, "ok" if 200 <= status < 300 else "error", http=status)
    if not status:
        raise StatesError("States.Http.Socket", f"{outgoing.url}: {text}")
    return status, text


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
