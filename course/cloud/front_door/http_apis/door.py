"""The door of the HTTP APIs: from a request to its stage and route, and from its answer to trace and metrics."""

from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import Api, Stage

from course.cloud.front_door import gateway_response, metrics, signature
from course.cloud.front_door.headers import Headers
from course.cloud.front_door.messages import Answer, Request, json_answer
from course.cloud.trace import Span
from course.facts import latency, value

from . import cors
from .call import Call, RefusedError
from .integration import integrate
from .routes import find

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["answer"]


def answer(account: "Account", api: Api, region: str, request: Request, span: Span) -> Answer:
    """Answer a request to an HTTP API. What it was and how long it took goes to trace and metrics."""
    begun = account.clock.elapsed
    account.clock.sleep(latency("execute-api", "request"))
    found = _stage(api, request)
    if found is None or api.disable_execute_api_endpoint:
        return json_answer(404, {"message": "Not Found"})
    stage, segments = found
    allowed: Any = api.cors_configuration  # a JSON object, whatever moto says it is
    call = Call(account, api, region, stage, request, segments, account.new_id(), account.now())
    try:
        reply = cors.preflight(allowed, request) or _passed(call)
    except RefusedError as refusal:
        span.detail["reason"] = refusal.why
        reply = json_answer(refusal.status, {"message": refusal.message})
    headers = (
        cors.marked(allowed, request, reply.headers)
        if request.method != "OPTIONS"
        else Headers(reply.headers)
    )
    headers.put("apigw-requestid", call.id)
    account.clock.sleep(latency("execute-api", "answer"))
    _note(call, reply.status, account.clock.elapsed - begun, span)
    return Answer(reply.status, headers, reply.content)


def _stage(api: Api, request: Request) -> tuple[Stage, list[str]] | None:
    """Return the stage and the path behind it: the one that the path names, else $default.

    A stage serves what was deployed to it; without automatic deployment that is nothing, for the lab does not
    deploy HTTP APIs otherwise.
    """
    stages = {name: stage for name, stage in api.stages.items() if stage.auto_deploy}
    segments = request.segments
    if segments and segments[0] in stages:
        return stages[segments[0]], segments[1:]
    return (stages["$default"], segments) if "$default" in stages else None


def _passed(call: Call) -> Answer:
    if len(call.request.body) > value("apigateway.payload"):
        raise RefusedError(413, "Request Entity Too Large")
    call.match = find(call.api.routes.values(), call.request.method, call.segments)
    if call.match is None:
        raise RefusedError(404, "Not Found")
    if call.here.route.authorization_type == "AWS_IAM":
        try:
            call.caller = signature.caller(call.request, call.account.id)
        except gateway_response.RefusedError as refusal:
            raise RefusedError(403, "Forbidden", refusal.why) from None
    _throttle(call)
    return integrate(call)


def _throttle(call: Call) -> None:
    key = call.here.route.route_key
    for settings, bucket in (
        ((call.stage.route_settings or {}).get(key), key),
        (call.stage.default_route_settings, key),
    ):
        if settings and settings.get("throttlingRateLimit") is not None:
            place = (call.api.api_id, call.stage.name, bucket)
            rate, burst = settings["throttlingRateLimit"], settings.get("throttlingBurstLimit", 0)
            if not call.account.front_door.doors.buckets.take(place, rate, burst):
                raise RefusedError(429, "Too Many Requests")
            return


def _note(call: Call, status: int, seconds: float, span: Span) -> None:
    values = {
        "Count": 1.0,
        "Latency": round(seconds * 1000, 3),
        "4xx": float(400 <= status < 500),
        "5xx": float(status >= 500),
    }
    span.detail |= {"api": call.api.name, "stage": call.stage.name, "latency": values["Latency"]}
    if call.backend_seconds is not None:
        values["IntegrationLatency"] = span.detail["integration_latency"] = round(
            call.backend_seconds * 1000, 3
        )
    if call.match is not None:
        span.detail["resource"] = call.here.path
    place = {"ApiId": call.api.api_id}
    places = [place, {**place, "Stage": call.stage.name}]
    settings = call.stage.default_route_settings or {}
    if call.match is not None and settings.get("detailedMetricsEnabled"):
        places.append({**places[1], "Method": call.request.method, "Resource": call.here.path})
    metrics.put(call.account, places, values)
