"""Asks what is behind a method, within the time there is.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html
"""

from collections.abc import Callable

from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.messages import Answer
from course.cloud.front_door.time_limit import within
from course.cloud.front_door.visit import Visit
from course.facts import value

from . import aws_service, http, lambda_custom, lambda_proxy, mock

__all__ = ["integrate"]


def _aws(visit: Visit) -> Answer:
    to_function = ":lambda:path/" in visit.integration["uri"]
    return lambda_custom.answer(visit) if to_function else aws_service.answer(visit)


_WAYS: dict[str, Callable[[Visit], Answer]] = {
    "AWS": _aws,
    "AWS_PROXY": lambda_proxy.answer,
    "HTTP": http.answer,
    "HTTP_PROXY": http.pass_through,
    "MOCK": mock.answer,
}


def integrate(visit: Visit) -> Answer:
    """Return what the method's integration answers. Raises RefusedError."""
    if not visit.integration:
        raise RefusedError("API_CONFIGURATION_ERROR", why="No integration defined for method")
    clock, begun = visit.account.clock, visit.account.clock.elapsed
    seconds = float(visit.integration.get("timeoutInMillis") or value("apigateway.timeout") * 1000) / 1000
    late = RefusedError("INTEGRATION_TIMEOUT", why="Execution failed due to a timeout error")
    way = _WAYS[visit.integration["type"]]
    try:
        answer: Answer = within(
            visit.account, seconds, late, way, visit, name=f"integration of {visit.here.route.path}"
        )
    finally:
        visit.backend_seconds = clock.elapsed - begun
    visit.log.write(
        f"Received response. Status: {visit.integration_status or answer.status}, "
        f"Integration latency: {visit.backend_seconds * 1000:.0f} ms"
    )
    return answer
