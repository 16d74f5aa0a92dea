"""From a function's payload to the answer of an HTTP API.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import binascii
import json
from typing import Any

from course.cloud.front_door.headers import Headers
from course.cloud.front_door.messages import Answer, status_of

from .call import RefusedError

__all__ = ["answer_of"]


def answer_of(payload: str, version: str) -> Answer:
    """Return the answer. In format 2.0 a payload without `statusCode` is itself the body. Raises RefusedError (500)."""
    found = json.loads(payload)
    if version == "2.0" and not (isinstance(found, dict) and "statusCode" in found):
        body = found if isinstance(found, str) else "" if found is None else payload
        return Answer(200, Headers({"content-type": "application/json"}), body.encode())
    if not isinstance(found, dict) or "statusCode" not in found:
        raise _malformed("it has no statusCode")
    headers = Headers()
    for name, text in (found.get("headers") or {}).items():
        headers.put(name, _text(text))
    for name, texts in (found.get("multiValueHeaders") or {}).items():
        headers = Headers(pair for pair in headers.pairs if pair[0].lower() != name.lower())
        for text in texts:
            headers.add(name, _text(text))
    for cookie in found.get("cookies") or []:
        headers.add("set-cookie", str(cookie))
    headers.set_default("content-type", "text/plain;charset=UTF-8")
    return Answer(_status(found["statusCode"]), headers, _content(found))


def _content(found: dict[str, Any]) -> bytes:
    body = found.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise _malformed("its body is no text")
    try:
        return base64.b64decode(body, validate=True) if found.get("isBase64Encoded") else body.encode()
    except binascii.Error:
        raise _malformed("its body is not in base64") from None


def _status(status: Any) -> int:
    code = status_of(status)
    if code is None:
        raise _malformed(f"{status!r} is no status")
    return code


def _text(value: Any) -> str:
    if isinstance(value, dict | list | None):
        raise _malformed("a header's value is neither text nor number")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _malformed(why: str) -> RefusedError:
    return RefusedError(500, "Internal Server Error", f"the function's payload is no answer: {why}")
