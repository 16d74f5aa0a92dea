"""A request's way through a stage of a REST API: route, admission, cache, integration, answer.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html
"""

from course.facts import latency, value

from .admission import admit
from .doors import Doors
from .gateway_answer import gateway_answer
from .gateway_response import RefusedError
from .headers import Headers
from .integrations import integrate
from .messages import Answer
from .routing import find
from .visit import Visit

__all__ = ["serve"]

_WARNING = "199 - Cache invalidation requires authorization"  # the text is ours; AWS does not publish its own


def serve(visit: Visit, doors: Doors) -> Answer:
    """Return the answer to a request, in the time it takes."""
    visit.log.write(f"Starting execution for request: {visit.id}")
    visit.log.write(f"HTTP Method: {visit.request.method}, Resource Path: {visit.resource_path}")
    visit.account.clock.sleep(latency("execute-api", "request"))
    try:
        _route(visit)
        admit(visit, doors)
        answer = _kept_or_new(visit, doors) if visit.is_cached else executed(visit)
    except RefusedError as refusal:
        visit.log.write(refusal.why)
        visit.refusal = refusal
        answer = gateway_answer(visit, refusal)
    visit.account.clock.sleep(latency("execute-api", "answer"))
    visit.log.write(f"Method completed with status: {answer.status}")
    return answer


def executed(visit: Visit) -> Answer:
    """Return what the backend answers. Raises RefusedError."""
    answer = integrate(visit)
    if len(answer.content) > (most := value("apigateway.payload")):
        raise RefusedError(
            "DEFAULT_5XX", status=500, why=f"Execution failed: the answer is larger than {most} bytes"
        )
    visit.log.write("Successfully completed execution")
    return answer


def _route(visit: Visit) -> None:
    if len(visit.request.body) > value("apigateway.payload"):
        raise RefusedError("REQUEST_TOO_LARGE")
    visit.place = find(visit.snapshot.routes, visit.request.method, visit.segments)
    if visit.place is None:
        raise RefusedError("MISSING_AUTHENTICATION_TOKEN")


def _kept_or_new(visit: Visit, doors: Doors) -> Answer:
    """Return the answer that the stage has kept, or a new one, which it keeps."""
    warned = False
    if "max-age=0" in visit.request.headers.get("Cache-Control", "").replace(" ", ""):
        settings = visit.settings
        if not settings.guarded or visit.caller:
            doors.answers.drop(visit)
        elif settings.unauthorized == "FAIL_WITH_403":
            raise RefusedError("ACCESS_DENIED", why="not authorized to invalidate the cache")
        else:
            warned = settings.unauthorized == "SUCCEED_WITH_RESPONSE_HEADER"
    answer = doors.answers.get(visit)
    visit.cached = answer is not None
    if answer is None:
        answer = executed(visit)
        doors.answers.put(visit, answer)
    else:
        visit.account.clock.sleep(latency("execute-api", "cached"))
    return (
        Answer(answer.status, Headers([*answer.headers.pairs, ("Warning", _WARNING)]), answer.content)
        if warned
        else answer
    )
