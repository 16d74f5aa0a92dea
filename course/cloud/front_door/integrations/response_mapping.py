"""From a backend's answer to the method's: which integration response, which status, headers and body.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html,
https://repost.aws/knowledge-center/api-gateway-internal-server-error
"""

import re
from typing import Any

from course.cloud.front_door.binary import media_type
from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.headers import Headers
from course.cloud.front_door.mapped import from_response
from course.cloud.front_door.messages import Answer
from course.cloud.front_door.templates import TemplateError, render
from course.cloud.front_door.visit import Visit

from .outgoing import Reply
from .request_mapping import bad_template, scope

__all__ = ["map_response"]

# A pattern that has not decided after so many steps is given up; what AWS does with one is not known.
MOST_STEPS = 200_000
_NO_MATCH = (
    "Execution failed due to configuration error: No match for output mapping and no default endpoint mapping "
    "configured. Endpoint Response Status Code: {status}"
)
_NO_METHOD_RESPONSE = "Execution failed due to configuration error: Output mapping refers to an invalid method response: {status}"


def map_response(visit: Visit, reply: Reply) -> Answer:
    """Return the client's answer. Raises RefusedError (500) where no integration response is for this one."""
    visit.integration_status = reply.status
    visit.log.write(f"Endpoint response body before transformations: {reply.body}")
    chosen = _chosen(visit, reply)
    if chosen["statusCode"] not in (visit.method.get("methodResponses") or {}):
        raise RefusedError(
            "API_CONFIGURATION_ERROR", why=_NO_METHOD_RESPONSE.format(status=chosen["statusCode"])
        )
    kind, template = _template(visit, chosen)
    overrides: dict[str, Any] = {"header": {}}
    body = _rendered(visit, template, reply.body, overrides) if template else reply.body
    headers = Headers({"Content-Type": kind})
    for target, source in (chosen.get("responseParameters") or {}).items():
        name = target.removeprefix("method.response.header.")
        found = from_response(visit, str(source), reply.headers, reply.body)
        if found is not None:
            headers = Headers(pair for pair in headers.pairs if pair[0].lower() != name.lower())
            for text in found if isinstance(found, list) else [found]:
                headers.add(name, text)
    for name, value in overrides["header"].items():
        headers.put(name, str(value))
    visit.log.write(f"Method response body after transformations: {body}")
    return Answer(_status(overrides, chosen), headers, body.encode())


def _chosen(visit: Visit, reply: Reply) -> dict[str, Any]:
    """Return the first integration response whose pattern fits; else the one that has no pattern."""
    responses = visit.integration.get("integrationResponses") or {}
    for _, each in sorted(responses.items()):
        if (pattern := each.get("selectionPattern")) and fits(pattern, reply.selection):
            return dict(each)
    for _, each in sorted(responses.items()):
        if not each.get("selectionPattern"):
            return dict(each)
    raise RefusedError("API_CONFIGURATION_ERROR", why=_NO_MATCH.format(status=reply.status))


class _TooMuchError(Exception):
    """A pattern tries a text in too many ways."""


def fits(pattern: str, text: str) -> bool:
    """Tell whether a pattern fits a whole text; one that would try it for ever does not."""
    from course.asl.jsonata.regex import (
        is_whole,
    )  # the language takes a while to import, and most answers need none

    left = MOST_STEPS

    def charge(steps: int) -> None:
        nonlocal left
        left -= steps
        if left < 0:
            raise _TooMuchError

    try:
        return is_whole(re.compile(pattern), text, charge)
    except (re.error, _TooMuchError):
        return False


def _template(visit: Visit, chosen: dict[str, Any]) -> tuple[str, str]:
    """Return media type and template: the one the client accepts, else JSON's, else the first there is."""
    templates = chosen.get("responseTemplates") or {}
    for kind in (media_type(visit.request.headers.get("Accept", "")), "application/json", *templates):
        if kind in templates:
            return kind, templates[kind] or ""
    return "application/json", ""


def _rendered(visit: Visit, template: str, body: str, overrides: dict[str, Any]) -> str:
    found = scope(visit, body)
    found["context"]["responseOverride"] = overrides
    try:
        return render(template, found)
    except TemplateError as problem:
        raise bad_template("response", problem) from None


def _status(overrides: dict[str, Any], chosen: dict[str, Any]) -> int:
    try:
        return int(overrides.get("status") or chosen["statusCode"])
    except (TypeError, ValueError):
        raise RefusedError(
            "API_CONFIGURATION_ERROR", why=f"{overrides.get('status')!r} in responseOverride is no status"
        ) from None
