"""The event of a proxy integration, format 1.0, and what a function may answer to it.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

import base64
import binascii
import json
from typing import Any
from urllib.parse import quote

from course.cloud.front_door.binary import is_binary
from course.cloud.front_door.context import request_context
from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.headers import Headers
from course.cloud.front_door.messages import Answer, status_of
from course.cloud.front_door.visit import Visit

__all__ = ["answer_of", "event"]

# A function that answers with any other field has not answered in the form of a proxy integration.
_FIELDS = {"body", "headers", "isBase64Encoded", "multiValueHeaders", "statusCode"}


def event(visit: Visit) -> dict[str, Any]:
    """Return the event that a function behind a proxy integration receives."""
    query = visit.request.query
    binary = is_binary(visit.snapshot.binary, visit.request.headers.get("Content-Type", ""))
    body = base64.b64encode(visit.request.body).decode() if binary else visit.request.text
    return {
        "resource": visit.here.route.path,
        "path": visit.resource_path,
        "httpMethod": visit.request.method,
        "headers": visit.headers.last(),
        "multiValueHeaders": visit.headers.lists(),
        "queryStringParameters": {name: texts[-1] for name, texts in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": {
            name: quote(text, safe="/~!$&'()*+,;=:@ ") for name, text in visit.here.parameters.items()
        }
        or None,
        "stageVariables": visit.variables or None,
        "requestContext": request_context(visit),
        "body": body or None,
        "isBase64Encoded": binary and bool(body),
    }


def answer_of(visit: Visit, payload: str) -> Answer:
    """Return a function's payload as the answer it describes. Raises RefusedError (502) for any other payload."""
    found = _document(payload)
    headers = Headers()
    for name, text in (found.get("headers") or {}).items():
        headers.put(name, _text(text))
    for name, texts in (found.get("multiValueHeaders") or {}).items():
        if not isinstance(texts, list):
            raise _malformed(f"the header {name} has no list")
        headers = Headers(pair for pair in headers.pairs if pair[0].lower() != name.lower())
        for text in texts:
            headers.add(name, _text(text))
    body = found.get("body")
    if body is not None and not isinstance(body, str):
        raise _malformed("the body is no text")
    headers.set_default("Content-Type", "application/json")
    return Answer(_status(found), headers, _content(visit, body or "", found.get("isBase64Encoded")))


def _content(visit: Visit, body: str, encoded: Any) -> bytes:
    """Return the body's bytes; what is in base64 is decoded only for a client that accepts a binary media type."""
    if not encoded or not is_binary(visit.snapshot.binary, visit.request.headers.get("Accept", "")):
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        raise _malformed("the body is not in base64") from None


def _document(payload: str) -> dict[str, Any]:
    try:
        found = json.loads(payload)
    except ValueError:
        raise _malformed("it is not JSON") from None
    if not isinstance(found, dict):
        raise _malformed("it is no object")
    if other := sorted(set(found) - _FIELDS):
        raise _malformed(f"a proxy integration knows no field {other[0]}")
    if not isinstance(found.get("headers"), dict | None) or not isinstance(
        found.get("multiValueHeaders"), dict | None
    ):
        raise _malformed("its headers are no object")
    return found


def _status(found: dict[str, Any]) -> int:
    status = found.get("statusCode")
    if status is None:
        return 200
    code = status_of(status)
    if code is None:
        raise _malformed(f"{status!r} is no status")
    return code


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise _malformed("a header's value is neither text nor number")


def _malformed(why: str) -> RefusedError:
    return RefusedError(
        "DEFAULT_5XX",
        why=f"Execution failed due to configuration error: Malformed Lambda proxy response ({why})",
    )
