"""AWS Lambda: functions that run, dead-letter queues that are remembered, mappings that begin at once."""

import json
from typing import Any

from moto.awslambda.models import EventSourceMapping, LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse
from moto.core.exceptions import JsonRESTError
from moto.sqs.models import sqs_backends

from course.cloud import running

from .seam import Seam

__all__ = ["SEAMS"]


class _NotJsonError(JsonRESTError):
    code = 400

    def __init__(self, problem: ValueError) -> None:
        message = f"Could not parse request body into json: {problem}"
        super().__init__("InvalidRequestContentException", message)


def _invoke_request(response: LambdaResponse) -> Any:
    if "Qualifier" in response.querystring:
        response.querystring["qualifier"] = response.querystring["Qualifier"]
    return _moto_invoke_request(response)


def _invoke(
    backend: LambdaBackend,
    function_name: str,
    qualifier: str | None,
    body: Any,
    headers: Any,
    response_headers: dict[str, str],
) -> bytes:
    function = backend.get_function(function_name, qualifier)
    try:
        event = json.loads(body) if body else {}
    except ValueError as problem:
        raise _NotJsonError(problem) from None
    kind = headers.get("X-Amz-Invocation-Type")
    if kind == "Event":
        running.current().asynchronous.invoke(function, event)
    if kind in {"Event", "DryRun"}:
        return b""
    outcome = running.current().functions.invoke(function, event)
    if outcome.failed:
        response_headers["x-amz-function-error"] = "Unhandled"
    response_headers["x-amz-log-result"] = outcome.log
    response_headers["X-Amz-Executed-Version"] = str(function.version)
    return outcome.payload.encode()


def _create_function(backend: LambdaBackend, spec: dict[str, Any]) -> LambdaFunction:
    function: Any = _moto_create_function(backend, spec)
    function.dead_letter_arn = (spec.get("DeadLetterConfig") or {}).get("TargetArn", "")
    return function  # type: ignore[no-any-return]


def _update_configuration(function: LambdaFunction, config_updates: dict[str, Any]) -> dict[str, Any]:
    if "DeadLetterConfig" in config_updates:
        changed: Any = function
        changed.dead_letter_arn = (config_updates["DeadLetterConfig"] or {}).get("TargetArn", "")
    return _moto_update_configuration(function, config_updates)


def _get_configuration(function: LambdaFunction, on_create: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002  moto's
    configuration = _moto_get_configuration(function, on_create)
    if arn := getattr(function, "dead_letter_arn", ""):
        configuration["DeadLetterConfig"] = {"TargetArn": arn}
    return configuration


def _create_mapping(backend: LambdaBackend, spec: dict[str, Any]) -> EventSourceMapping:
    mapping = _moto_create_mapping(backend, spec)
    _begin(mapping)
    return mapping


def _update_mapping(backend: LambdaBackend, uuid: str, spec: dict[str, Any]) -> EventSourceMapping | None:
    mapping = _moto_update_mapping(backend, uuid, spec)
    if mapping is not None:
        if "FunctionResponseTypes" in spec:
            mapping.function_response_types = spec["FunctionResponseTypes"]
        _begin(mapping)
    return mapping


def _delete_mapping(backend: LambdaBackend, uuid: str) -> EventSourceMapping | None:
    mapping = _moto_delete_mapping(backend, uuid)
    if mapping is not None and (queue := _queue(mapping)) is not None:
        mappings = queue.lambda_event_source_mappings
        for arn in [arn for arn, each in mappings.items() if each is mapping]:
            del mappings[arn]
    return mapping


def _begin(mapping: EventSourceMapping) -> None:
    if (queue := _queue(mapping)) is not None:
        running.current().pollers.wake(queue)


def _queue(mapping: EventSourceMapping) -> Any:
    service, region, owner, name = mapping.event_source_arn.split(":")[2:6]
    return sqs_backends[owner][region].queues.get(name) if service == "sqs" else None


_moto_invoke_request = LambdaResponse.invoke
_moto_create_function = LambdaBackend.create_function
_moto_update_configuration = LambdaFunction.update_configuration
_moto_get_configuration = LambdaFunction.get_configuration
_moto_create_mapping = LambdaBackend.create_event_source_mapping
_moto_update_mapping = LambdaBackend.update_event_source_mapping
_moto_delete_mapping = LambdaBackend.delete_event_source_mapping

_DEAD_LETTERS = "moto forgets DeadLetterConfig"
_IDLE = "moto looks into a mapped queue only when something is sent to it"
SEAMS = (
    Seam(
        LambdaResponse,
        "invoke",
        _invoke_request,
        "moto looks for the qualifier under another name than boto3's",
    ),
    Seam(LambdaBackend, "invoke", _invoke, "moto runs functions only in Docker"),
    Seam(LambdaBackend, "create_function", _create_function, _DEAD_LETTERS),
    Seam(LambdaFunction, "update_configuration", _update_configuration, _DEAD_LETTERS),
    Seam(LambdaFunction, "get_configuration", _get_configuration, _DEAD_LETTERS),
    Seam(LambdaBackend, "create_event_source_mapping", _create_mapping, _IDLE),
    Seam(LambdaBackend, "update_event_source_mapping", _update_mapping, _IDLE),
    Seam(
        LambdaBackend,
        "delete_event_source_mapping",
        _delete_mapping,
        "moto goes on invoking a function whose mapping was deleted",
    ),
)
