"""Execution logs and access logs of a stage, in CloudWatch Logs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from typing import Any

from moto.logs.models import logs_backends

from .context import variables
from .messages import Answer
from .templates import TemplateError, render
from .visit import Visit

__all__ = ["write"]


def write(visit: Visit, answer: Answer, latency: float) -> None:
    """Write what the stage's settings ask for. `latency` in milliseconds."""
    if visit.place is not None and visit.settings.logging != "OFF":
        group = f"API-Gateway-Execution-Logs_{visit.api.id}/{visit.stage.name}"
        logs_backends[visit.api.account_id][visit.api.region_name].ensure_log_group(group)
        _put(visit, group, [f"({visit.id}) {text}" for _, text in visit.log.lines])
    settings = visit.stage.access_log_settings or {}
    if settings.get("format") and settings.get("destinationArn"):
        _put(
            visit,
            settings["destinationArn"].split(":")[6],
            [_line(visit, settings["format"], answer, latency)],
        )


def _line(visit: Visit, form: str, answer: Answer, latency: float) -> str:
    milliseconds = None if visit.backend_seconds is None else round(visit.backend_seconds * 1000)
    found: dict[str, Any] = {
        **variables(visit),
        "status": answer.status,
        "responseLength": len(answer.content),
        "responseLatency": round(latency),
        "integrationLatency": milliseconds,
        "integration": {"latency": milliseconds, "status": visit.integration_status},
    }
    try:
        return render(form, {"context": _dashed(found)})
    except TemplateError as problem:
        return f"the format of the access log cannot be filled in: {problem}"


def _dashed(found: Any) -> Any:
    """Put a dash where there is nothing, as access logs do."""
    if isinstance(found, dict):
        return {name: _dashed(each) for name, each in found.items()}
    return "-" if found is None else found


def _put(visit: Visit, group: str, lines: list[str]) -> None:
    logs = logs_backends[visit.api.account_id][visit.api.region_name]
    if group not in logs.groups:
        return
    stream = visit.id.replace("-", "")
    logs.ensure_log_stream(group, stream)
    now = int(visit.account.clock.now.timestamp() * 1000)
    logs.put_log_events(group, stream, [{"timestamp": now, "message": line} for line in lines])
