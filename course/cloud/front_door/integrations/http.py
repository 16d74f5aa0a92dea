"""HTTP and HTTP_PROXY: a partner's server, or another API.

https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
"""

from urllib.parse import urlencode

from course.cloud import web
from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.headers import Headers
from course.cloud.front_door.messages import Answer
from course.cloud.front_door.stage_variables import filled
from course.cloud.front_door.visit import Visit
from course.facts import latency

from .outgoing import Outgoing, Reply
from .request_mapping import address, map_request, mapped_parameters
from .response_mapping import map_response

__all__ = ["answer", "pass_through"]

# Between two neighbours alone; the next one has its own.
_OF_ONE_HOP = {"connection", "content-length", "host", "keep-alive", "te", "transfer-encoding", "upgrade"}


def answer(visit: Visit) -> Answer:
    """Return what the integration responses make of a server's answer."""
    found = _ask(visit, map_request(visit))
    text = found.content.decode("utf-8", "replace")
    return map_response(visit, Reply(found.status, str(found.status), Headers(found.headers), text))


def pass_through(visit: Visit) -> Answer:
    """Hand the whole request to a server, and its whole answer to the client."""
    headers, query, path = mapped_parameters(visit)
    path = {**visit.here.parameters, **path}
    sent = Headers(pair for pair in visit.headers.pairs if pair[0].lower() not in _OF_ONE_HOP)
    for name in headers:
        sent.put(name, headers[name])
    uri = address(filled(visit.integration["uri"], visit.variables), path)
    method = visit.integration.get("httpMethod") or visit.request.method
    method = visit.request.method if method == "ANY" else method
    found = _ask(visit, Outgoing(method, uri, sent, {**visit.request.query, **query}, visit.request.text))
    visit.integration_status = found.status
    answered = Answer(found.status, Headers(found.headers), found.content)
    visit.log.write(f"Endpoint response body before transformations: {answered.body}")
    visit.log.write(f"Method response body after transformations: {answered.body}")
    return answered


def _ask(visit: Visit, outgoing: Outgoing) -> web.Reply:
    query = urlencode(outgoing.query, doseq=True)
    url = f"{outgoing.uri}{'&' if '?' in outgoing.uri else '?'}{query}" if query else outgoing.uri
    visit.log.write(f"Endpoint request URI: {url}")
    visit.log.write(f"Endpoint request body after transformations: {outgoing.body}")
    visit.log.write(f"Sending request to {url}")
    visit.account.clock.sleep(latency("execute-api", "http"))
    try:
        return web.ask(outgoing.method, url, outgoing.headers.pairs, outgoing.body.encode())
    except ConnectionError as problem:
        raise RefusedError(
            "API_CONFIGURATION_ERROR",
            why=f"Execution failed due to configuration error: Invalid endpoint address ({problem})",
        ) from None
