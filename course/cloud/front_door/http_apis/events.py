"""The event of a function behind an HTTP API, formats 2.0 and 1.0.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
from typing import Any

from course.cloud.front_door.binary import media_type

from .call import Call

__all__ = ["EVENTS"]

_TEXTS = {"application/javascript", "application/json", "application/xml"}


def _second(call: Call) -> dict[str, Any]:
    """Format 2.0: what a request does not have is left out, and what came more than once is joined by commas."""
    body, encoded = _body(call)
    headers = call.headers
    cookies = [each.strip() for text in headers.all("cookie") for each in text.split(";") if each.strip()]
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": call.here.route.route_key,
        "rawPath": call.request.path,
        "rawQueryString": call.request.raw_query,
        "cookies": cookies,
        "headers": {name: ",".join(headers.all(name)) for name in headers if name != "cookie"},
        "queryStringParameters": {name: ",".join(texts) for name, texts in call.request.query.items()},
        "requestContext": _second_context(call),
        "pathParameters": call.here.parameters,
        "stageVariables": dict(call.stage.stage_variables or {}),
        "body": body,
        "isBase64Encoded": encoded,
    }
    optional = ("cookies", "queryStringParameters", "pathParameters", "stageVariables", "body")
    return {name: found for name, found in event.items() if found or name not in optional}


def _second_context(call: Call) -> dict[str, Any]:
    return {
        "accountId": call.account.id if call.caller else "anonymous",
        "apiId": call.api.api_id,
        **({"authorizer": {"iam": call.caller}} if call.caller else {}),
        "domainName": call.request.host,
        "domainPrefix": call.request.host.split(".")[0],
        "http": {
            "method": call.request.method,
            "path": call.request.path,
            "protocol": "HTTP/1.1",
            "sourceIp": call.request.source_ip,
            "userAgent": call.request.headers.get("User-Agent", ""),
        },
        "requestId": call.id,
        "routeKey": call.here.route.route_key,
        "stage": call.stage.name,
        "time": f"{call.began:%d/%b/%Y:%H:%M:%S} +0000",
        "timeEpoch": round(call.began.timestamp() * 1000),
    }


def _first(call: Call) -> dict[str, Any]:
    """Format 1.0: that of REST APIs, as far as an HTTP API knows what it tells."""
    body, encoded = _body(call)
    headers, query = call.headers, call.request.query
    return {
        "version": "1.0",
        "resource": call.here.path,
        "path": call.request.path,
        "httpMethod": call.request.method,
        "headers": headers.last(),
        "multiValueHeaders": headers.lists(),
        "queryStringParameters": {name: texts[-1] for name, texts in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": call.here.parameters or None,
        "stageVariables": dict(call.stage.stage_variables or {}) or None,
        "requestContext": {
            "accountId": call.account.id,
            "apiId": call.api.api_id,
            "domainName": call.request.host,
            "domainPrefix": call.request.host.split(".")[0],
            "extendedRequestId": call.id,
            "httpMethod": call.request.method,
            "identity": {
                "sourceIp": call.request.source_ip,
                "userAgent": call.request.headers.get("User-Agent", ""),
                "userArn": call.caller.get("userArn"),
            },
            "path": call.request.path,
            "protocol": "HTTP/1.1",
            "requestId": call.id,
            "requestTime": f"{call.began:%d/%b/%Y:%H:%M:%S} +0000",
            "requestTimeEpoch": round(call.began.timestamp() * 1000),
            "resourceId": call.here.route.route_key,
            "resourcePath": call.here.path,
            "stage": call.stage.name,
        },
        "body": body or None,
        "isBase64Encoded": encoded,
    }


def _body(call: Call) -> tuple[str, bool]:
    """Return the body, and whether it is in base64, as all is that does not say that it is text."""
    kind = media_type(call.request.headers.get("Content-Type", ""))
    is_text = not kind or kind in _TEXTS or kind.startswith("text/") or kind.endswith(("+json", "+xml"))
    if is_text or not call.request.body:
        return call.request.text, False
    return base64.b64encode(call.request.body).decode(), True


EVENTS = {"1.0": _first, "2.0": _second}
