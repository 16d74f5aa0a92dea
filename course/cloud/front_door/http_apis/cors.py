"""CORS, which an HTTP API answers itself where it is set up.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
"""

from collections.abc import Mapping
from typing import Any

from course.cloud.front_door.headers import Headers
from course.cloud.front_door.messages import Answer, Request

__all__ = ["marked", "preflight"]

_PREFIX = "access-control-"


def preflight(settings: Mapping[str, Any] | None, request: Request) -> Answer | None:
    """Return the answer to a browser's question beforehand; None for any other request, or where CORS is not set up."""
    if not settings or request.method != "OPTIONS" or "Origin" not in request.headers:
        return None
    headers = _headers(settings, request)
    if headers and "Access-Control-Request-Method" in request.headers:
        for name, key in (("allow-methods", "allowMethods"), ("allow-headers", "allowHeaders")):
            if settings.get(key):
                headers.put(f"{_PREFIX}{name}", ",".join(settings[key]))
        if settings.get("maxAge") is not None:
            headers.put(f"{_PREFIX}max-age", str(settings["maxAge"]))
    return Answer(204, headers)


def marked(settings: Mapping[str, Any] | None, request: Request, headers: Headers) -> Headers:
    """Return an answer's headers with those of CORS, in place of any that the backend set."""
    if not settings:
        return headers
    kept = [pair for pair in headers.pairs if not pair[0].lower().startswith(_PREFIX)]
    found = _headers(settings, request)
    if found and settings.get("exposeHeaders"):
        found.put(f"{_PREFIX}expose-headers", ",".join(settings["exposeHeaders"]))
    return Headers([*kept, *found.pairs])


def _headers(settings: Mapping[str, Any], request: Request) -> Headers:
    """Return the headers for this origin; none where it is not allowed."""
    origin = request.headers.get("Origin", "")
    allowed = settings.get("allowOrigins") or []
    if not origin or not any(_fits(each, origin) for each in allowed):
        return Headers()
    found = Headers({f"{_PREFIX}allow-origin": "*" if "*" in allowed else origin})
    if settings.get("allowCredentials"):
        found.put(f"{_PREFIX}allow-credentials", "true")
    return found


def _fits(allowed: str, origin: str) -> bool:
    if allowed.endswith("://*"):
        return origin.startswith(allowed[:-1])
    return allowed == "*" or allowed.lower() == origin.lower()
