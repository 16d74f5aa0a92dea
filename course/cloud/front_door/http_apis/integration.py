"""What is behind a route: a function, or a server.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html
"""

from urllib.parse import urlencode

from moto.apigatewayv2.models import Integration

from course.cloud import web
from course.cloud.front_door import gateway_response, time_limit
from course.cloud.front_door.headers import Headers
from course.cloud.front_door.integrations import function
from course.cloud.front_door.integrations.request_mapping import address
from course.cloud.front_door.messages import Answer
from course.cloud.front_door.stage_variables import filled
from course.facts import latency, value

from .answers import answer_of
from .call import Call, RefusedError
from .events import EVENTS

__all__ = ["integrate"]

_OF_ONE_HOP = {"connection", "content-length", "host", "keep-alive", "te", "transfer-encoding", "upgrade"}


def integrate(call: Call) -> Answer:
    """Return what the route's integration answers. Raises RefusedError: 500, or 503 when it takes too long."""
    name = str(call.here.route.target or "").removeprefix("integrations/")
    integration = call.api.integrations.get(name)
    if integration is None:
        raise RefusedError(500, "Internal Server Error", "the route has no integration")
    seconds = float(integration.timeout_in_millis or value("apigateway.http.timeout") * 1000) / 1000
    late = RefusedError(503, "Service Unavailable", f"no answer within {seconds:g} seconds")
    way = _server if integration.integration_type == "HTTP_PROXY" else _function
    begun = call.account.clock.elapsed
    try:
        found: Answer = time_limit.within(
            call.account, seconds, late, way, call, integration, name=f"integration of {call.here.path}"
        )
    finally:
        call.backend_seconds = call.account.clock.elapsed - begun
    return found


def _function(call: Call, integration: Integration) -> Answer:
    uri = filled(integration.integration_uri, call.stage.stage_variables or {})
    try:
        called = function.find(call.account, uri, call.source_arn, integration.credentials_arn)
    except gateway_response.RefusedError as refusal:
        raise RefusedError(500, "Internal Server Error", refusal.why) from None
    version = integration.payload_format_version or "1.0"
    outcome = function.run(call.account, called, EVENTS[version](call))
    if outcome.failed:
        raise RefusedError(500, "Internal Server Error", f"the function failed: {outcome.payload}")
    return answer_of(outcome.payload, version)


def _server(call: Call, integration: Integration) -> Answer:
    url = address(filled(integration.integration_uri, call.stage.stage_variables or {}), call.here.parameters)
    if call.request.raw_query:
        url += f"{'&' if '?' in url else '?'}{urlencode(call.request.query, doseq=True)}"
    headers = [pair for pair in call.headers.pairs if pair[0] not in _OF_ONE_HOP]
    method = integration.integration_method
    call.account.clock.sleep(latency("execute-api", "http"))
    try:
        found = web.ask(call.request.method if method == "ANY" else method, url, headers, call.request.body)
    except ConnectionError as problem:
        raise RefusedError(503, "Service Unavailable", str(problem)) from None
    return Answer(found.status, Headers(found.headers), found.content)
