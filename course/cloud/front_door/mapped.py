"""Sources of mapped parameters: method.request.*, integration.response.*, context.*, stageVariables.*, 'text'.

https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
"""

import json
from collections.abc import Callable
from typing import Any

from .context import variables
from .headers import Headers
from .templates import Input
from .templates.values import text_of
from .visit import Visit

__all__ = ["from_request", "from_response"]


def from_request(visit: Visit, source: str) -> str | list[str] | None:
    """Return what a parameter of the integration's request is mapped from; None where there is nothing."""
    if not source.startswith("method.request."):
        return _anywhere(visit, source)
    kind, _, name = source.removeprefix("method.request.").partition(".")
    request, query = visit.request, visit.request.query.get(name) or []
    if kind == "body":
        return _in_body(request.text, name)
    ways: dict[str, Callable[[], str | list[str] | None]] = {
        "header": lambda: visit.headers.get(name),
        "multivalueheader": lambda: visit.headers.all(name) or None,
        "multivaluequerystring": lambda: query or None,
        "path": lambda: visit.place.parameters.get(name) if visit.place else None,
        "querystring": lambda: query[-1] if query else None,
    }
    return ways[kind]() if kind in ways else None


def from_response(visit: Visit, source: str, headers: Headers, body: str) -> str | list[str] | None:
    """Return what a header of the method's response is mapped from; None where there is nothing."""
    if not source.startswith("integration.response."):
        return _anywhere(visit, source)
    kind, _, name = source.removeprefix("integration.response.").partition(".")
    if kind == "body":
        return _in_body(body, name)
    if kind == "multivalueheader":
        return headers.all(name) or None
    return headers.get(name) if kind == "header" else None


def _anywhere(visit: Visit, source: str) -> str | None:
    if source.startswith("'") and source.endswith("'"):
        return source[1:-1]
    kind, _, name = source.partition(".")
    if kind == "stageVariables":
        return visit.variables.get(name)
    found: Any = variables(visit) if kind == "context" else None
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return None if found is None else text_of(found)


def _in_body(body: str, path: str) -> str | None:
    """Return the body, or what a JSONPath finds in it: a text as it is, anything else as JSON."""
    if not path:
        return body
    found = Input(body).path(path if path.startswith("$") else f"$.{path}")
    return found if found is None or isinstance(found, str) else json.dumps(found, separators=(",", ":"))
