"""From the method's request to the integration's: parameters and body.

https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html and
https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from course.cloud.front_door.binary import media_type
from course.cloud.front_door.context import variables
from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.headers import Headers
from course.cloud.front_door.mapped import from_request
from course.cloud.front_door.stage_variables import filled
from course.cloud.front_door.templates import Input, TemplateError, Util, render
from course.cloud.front_door.visit import Visit

from .outgoing import Outgoing

__all__ = ["map_request", "mapped_parameters", "scope"]

_PATH_PLACE = re.compile(r"\{([\w.-]+)\+?\}")


def map_request(visit: Visit) -> Outgoing:
    """Return the request that a non-proxy integration sends. Raises RefusedError: 415, or 500 for a bad template."""
    kind, template = _template(visit)
    overrides: dict[str, Any] = {"header": {}, "path": {}, "querystring": {}}
    text = visit.request.text
    if template:
        text = _rendered(visit, template, text, overrides)
    headers, query, path = mapped_parameters(visit)
    headers.set_default("Content-Type", kind)
    headers.set_default("Accept", "application/json")
    headers.set_default("User-Agent", f"AmazonAPIGateway_{visit.api.id}")
    for name, value in overrides["header"].items():
        headers.put(name, str(value))
    query |= {name: [str(value)] for name, value in overrides["querystring"].items()}
    path |= {name: str(value) for name, value in overrides["path"].items()}
    integration = visit.integration
    uri = address(filled(integration.get("uri") or "", visit.variables), path)
    return Outgoing(integration.get("httpMethod") or visit.request.method, uri, headers, query, text)


def address(uri: str, path: dict[str, str]) -> str:
    """Return an address with its {parameters} filled in."""
    return _PATH_PLACE.sub(lambda found: quote(path.get(found[1], found[0]), safe="/{}"), uri)


def mapped_parameters(visit: Visit) -> tuple[Headers, dict[str, list[str]], dict[str, str]]:
    """Return headers, query and path parameters, as the integration's request parameters say."""
    headers, query, path = Headers(), dict[str, list[str]](), dict[str, str]()
    for kind, name, found in _mapped(visit):
        texts = found if isinstance(found, list) else [found]
        if kind == "header":
            for text in texts:
                headers.add(name, text)
        elif kind == "querystring":
            query[name] = texts
        else:
            path[name] = texts[-1]
    return headers, query, path


def _mapped(visit: Visit) -> Iterator[tuple[str, str, str | list[str]]]:
    for target, source in (visit.integration.get("requestParameters") or {}).items():
        kind, _, name = target.removeprefix("integration.request.").partition(".")
        found = from_request(visit, str(source))
        if found is not None:
            yield kind, name, found


def _template(visit: Visit) -> tuple[str, str]:
    """Return the media type and the template for this body; "" where it passes through as it is."""
    kind = media_type(visit.request.headers.get("Content-Type", "")) or "application/json"
    templates = visit.integration.get("requestTemplates") or {}
    if kind in templates or "$default" in templates:
        return kind, str(templates.get(kind, templates.get("$default")) or "")
    behaviour = visit.integration.get("passthroughBehavior") or "WHEN_NO_MATCH"
    if behaviour == "NEVER" or (behaviour == "WHEN_NO_TEMPLATES" and templates):
        raise RefusedError("UNSUPPORTED_MEDIA_TYPE", why=f"No mapping template for {kind}")
    return kind, ""


def scope(visit: Visit, body: str) -> dict[str, Any]:
    """Return what templates may speak of: $input, $util, $context and $stageVariables."""
    parameters = {
        "path": dict(visit.here.parameters) if visit.place else {},
        "querystring": {name: texts[-1] for name, texts in visit.request.query.items()},
        "header": visit.headers.last(),
    }
    return {
        "context": variables(visit),
        "input": Input(body, parameters),
        "stageVariables": visit.variables,
        "util": Util(),
    }


def _rendered(visit: Visit, template: str, body: str, overrides: dict[str, Any]) -> str:
    found = scope(visit, body)
    found["context"]["requestOverride"] = overrides
    try:
        return render(template, found)
    except TemplateError as problem:
        raise bad_template("request", problem) from None


def bad_template(which: str, problem: TemplateError) -> RefusedError:
    """Return the refusal for a template that cannot be filled in."""
    return RefusedError(
        "API_CONFIGURATION_ERROR",
        why=f"Execution failed due to configuration error: Unable to transform {which}: {problem}",
    )
