"""The door of the REST APIs: from a request to the stage it is for, and from its answer to trace and metrics."""

import base64
from typing import TYPE_CHECKING

from moto.apigateway.models import RestAPI, Stage

from course.cloud.monitoring.tracing.identity import root_in
from course.cloud.trace import Span

from . import metrics, stage_logs
from .compression import compressed
from .execution_log import ExecutionLog
from .marks import marked
from .messages import Answer, Request, json_answer
from .rest import serve
from .snapshot import Snapshot
from .visit import Visit

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["answer", "visit"]

_FORBIDDEN = {"message": "Forbidden"}


def answer(account: "Account", api: RestAPI, request: Request, span: Span) -> Answer:
    """Answer a request to the invoke URL of a REST API. What it was and how long it took goes to trace and metrics."""
    name, _, _ = request.path.lstrip("/").partition("/")
    stage = api.stages.get(name)
    snapshot = _deployed(api, stage)
    if stage is None or snapshot is None or api.disableExecuteApiEndpoint:
        return json_answer(403, _FORBIDDEN, **{"x-amzn-ErrorType": "ForbiddenException"})
    found = visit(account, api, stage, snapshot, request, request.segments[1:])
    if stage.tracing_enabled:
        # The id is fixed before anything begins within: what the request leads to belongs to the same trace.
        span.detail |= {"traced": True, "trace_id": root_in(found.headers["X-Amzn-Trace-Id"])}
    reply = compressed(request, serve(found, account.front_door.doors), snapshot.compressed_from)
    _note(found, reply, span)
    return marked(found, reply)


def visit(
    account: "Account", api: RestAPI, stage: Stage, snapshot: Snapshot, request: Request, segments: list[str]
) -> Visit:
    """Return a request as it stands at the beginning of its way."""
    request_id = account.new_id()
    return Visit(
        account=account,
        api=api,
        stage=stage,
        snapshot=snapshot,
        request=request,
        segments=segments,
        id=request_id,
        extended_id=base64.b64encode(bytes.fromhex(request_id.replace("-", ""))[:10]).decode()[:13]
        + "EXAMPLE=",
        began=account.now(),
        started=account.clock.elapsed,
        log=ExecutionLog(account.now),
    )


def _deployed(api: RestAPI, stage: Stage | None) -> Snapshot | None:
    if stage is None:
        return None
    deployment = api.deployments.get(str(stage.deployment_id))
    return getattr(deployment, "snapshot", None)


def _note(visit: Visit, answer: Answer, span: Span) -> None:
    latency = _milliseconds(visit.account.clock.elapsed - visit.started)
    values = {
        "Count": 1.0,
        "Latency": latency,
        "4XXError": float(400 <= answer.status < 500),
        "5XXError": float(answer.status >= 500),
    }
    span.detail |= {"api": visit.api.name, "stage": visit.stage.name, "latency": latency}
    if visit.backend_seconds is not None:
        values["IntegrationLatency"] = span.detail["integration_latency"] = _milliseconds(
            visit.backend_seconds
        )
    if visit.cached is not None:
        values["CacheHitCount" if visit.cached else "CacheMissCount"] = 1.0
        span.detail["cache"] = "hit" if visit.cached else "miss"
    places = [{"ApiName": visit.api.name}, {"ApiName": visit.api.name, "Stage": str(visit.stage.name)}]
    if visit.place is not None:
        span.detail["resource"] = visit.here.route.path
        if visit.settings.detailed_metrics:
            places.append(
                {
                    "ApiName": visit.api.name,
                    "Stage": str(visit.stage.name),
                    "Resource": visit.here.route.path,
                    "Method": visit.request.method,
                }
            )
    if visit.refusal is not None:
        span.detail |= {"refused": visit.refusal.kind, "reason": visit.refusal.why}
    stage_logs.write(visit, answer, latency)
    metrics.put(visit.account, places, values)


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
