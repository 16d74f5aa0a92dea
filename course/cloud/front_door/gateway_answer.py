"""The answer of API Gateway itself, as the API has it customised or in AWS's own form.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
"""

import json
from typing import Any

from .binary import media_type
from .context import variables
from .gateway_response import RefusedError
from .headers import Headers
from .mapped import from_request
from .messages import Answer
from .templates import TemplateError, render
from .visit import Visit

__all__ = ["gateway_answer"]


def gateway_answer(visit: Visit, refusal: RefusedError) -> Answer:
    """Return what the client gets when API Gateway refuses a request."""
    own = _customised(visit, refusal)
    status = int(own.get("statusCode") or refusal.status)
    kind, template = _template(visit, own)
    headers = Headers({"Content-Type": kind, "x-amzn-ErrorType": refusal.error})
    for target, source in (own.get("responseParameters") or {}).items():
        found = from_request(visit, str(source))
        if found is not None:
            text = ",".join(found) if isinstance(found, list) else found
            headers.put(target.removeprefix("gatewayresponse.header."), text)
    body = _standard(refusal) if template is None else _filled(visit, template, refusal)
    return Answer(status, headers, body.encode())


def _customised(visit: Visit, refusal: RefusedError) -> dict[str, Any]:
    """Return the API's own gateway response of this type, else its one for all of 4XX or 5XX; empty without any."""
    responses = visit.snapshot.gateway_responses
    general = "DEFAULT_4XX" if refusal.status < 500 else "DEFAULT_5XX"
    return responses.get(refusal.kind) or responses.get(general) or {}


def _template(visit: Visit, own: dict[str, Any]) -> tuple[str, str | None]:
    templates = own.get("responseTemplates") or {}
    for kind in (media_type(visit.request.headers.get("Accept", "")), "application/json", *templates):
        if templates.get(kind):
            return kind, str(templates[kind])
    return "application/json", None


def _standard(refusal: RefusedError) -> str:
    message = None if refusal.message == "null" else refusal.message
    # The only type that writes its message large.
    key = "Message" if refusal.kind == "ACCESS_DENIED" else "message"
    return json.dumps({key: message}, separators=(",", ":"))


def _filled(visit: Visit, template: str, refusal: RefusedError) -> str:
    error = {
        "message": refusal.message,
        "messageString": json.dumps(refusal.message),
        "responseType": refusal.kind,
        "validationErrorString": refusal.why if refusal.kind == "BAD_REQUEST_BODY" else None,
    }
    try:
        return render(
            template, {"context": {**variables(visit), "error": error}, "stageVariables": visit.variables}
        )
    except TemplateError:
        return _standard(refusal)  # what cannot be filled in is as if it were not there
