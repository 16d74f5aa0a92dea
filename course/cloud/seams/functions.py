"""AWS Lambda: functions that run, dead-letter queues and tracing that are remembered, mappings that begin at once."""

import json
from typing import Any

from moto.awslambda.models import EventSourceMapping, LambdaBackend, LambdaFunction
from moto.dynamodb.models import dynamodb_backends
from moto.sqs.models import Queue, sqs_backends

from course.cloud import running
from course.cloud.functions import resolve
from course.cloud.request import resource_name

from .seam import Seam

__all__ = ["SEAMS"]


def _invoke(function: LambdaFunction, body: Any, request_headers: Any, response_headers: Any) -> str:  # noqa: ARG001  moto's
    running.current().asynchronous.invoke(function, json.loads(body or "{}"))
    return ""


def _create_function(backend: LambdaBackend, spec: dict[str, Any]) -> LambdaFunction:
    function: Any = _moto_create_function(backend, spec)
    function.dead_letter_arn = (spec.get("DeadLetterConfig") or {}).get("TargetArn", "")
    return function  # type: ignore[no-any-return]


def _update_configuration(function: LambdaFunction, config_updates: dict[str, Any]) -> dict[str, Any]:
    changed: Any = function
    if "DeadLetterConfig" in config_updates:
        changed.dead_letter_arn = (config_updates["DeadLetterConfig"] or {}).get("TargetArn", "")
    if "TracingConfig" in config_updates:
        changed.tracing_config = dict(config_updates["TracingConfig"])
    return _moto_update_configuration(function, config_updates)


def _get_configuration(function: LambdaFunction, on_create: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002  moto's
    configuration = _moto_get_configuration(function, on_create)
    if arn := getattr(function, "dead_letter_arn", ""):
        configuration["DeadLetterConfig"] = {"TargetArn": arn}
    return configuration


def _create_mapping(backend: LambdaBackend, spec: dict[str, Any]) -> EventSourceMapping:
    mapping = _moto_create_mapping(backend, spec)
    mapping.function_arn = resolve(backend, spec["FunctionName"]).arn
    kept = _mappings_of_source(mapping)
    for arn in [arn for arn, each in kept.items() if each is mapping]:
        del kept[arn]
    kept[mapping.uuid] = mapping
    _begin(mapping)
    return mapping


def _update_mapping(backend: LambdaBackend, uuid: str, spec: dict[str, Any]) -> EventSourceMapping | None:
    mapping = _moto_update_mapping(backend, uuid, spec)
    if mapping is not None:
        if "FunctionName" in spec:
            mapping.function_arn = resolve(backend, spec["FunctionName"]).arn
        _begin(mapping)
    return mapping


def _delete_mapping(backend: LambdaBackend, uuid: str) -> EventSourceMapping | None:
    mapping = _moto_delete_mapping(backend, uuid)
    if mapping is not None:
        _mappings_of_source(mapping).pop(uuid, None)
    return mapping


def _list_mappings(
    backend: LambdaBackend, event_source_arn: str, function_name: str
) -> list[EventSourceMapping]:
    found = _moto_list_mappings(backend, event_source_arn, "")
    wanted = resource_name(function_name) if function_name else ""
    return [each for each in found if not wanted or resource_name(each.function_arn) == wanted]


def _begin(mapping: EventSourceMapping) -> None:
    source = _source(mapping)
    if isinstance(source, Queue):
        running.current().pollers.wake(source)
    elif source is not None and source.stream_shard is not None:
        running.current().pollers.wake_stream(source.stream_shard)


def _source(mapping: EventSourceMapping) -> Any:
    """Return the queue, or the table whose stream it is; None when it is gone."""
    service, region, owner, name = mapping.event_source_arn.split(":")[2:6]
    if service == "sqs":
        return sqs_backends[owner][region].queues.get(name)
    return dynamodb_backends[owner][region].tables.get(name.split("/")[1])


def _mappings_of_source(mapping: EventSourceMapping) -> dict[str, EventSourceMapping]:
    source = _source(mapping)
    return {} if source is None else source.lambda_event_source_mappings


_moto_create_function = LambdaBackend.create_function
_moto_update_configuration = LambdaFunction.update_configuration
_moto_get_configuration = LambdaFunction.get_configuration
_moto_create_mapping = LambdaBackend.create_event_source_mapping
_moto_update_mapping = LambdaBackend.update_event_source_mapping
_moto_delete_mapping = LambdaBackend.delete_event_source_mapping
_moto_list_mappings = LambdaBackend.list_event_source_mappings

_DEAD_LETTERS = "moto forgets DeadLetterConfig"
_IDLE = "moto looks into a mapped queue only when something is sent to it"
SEAMS = (
    Seam(LambdaFunction, "invoke", _invoke, "moto runs functions only in Docker"),
    Seam(LambdaBackend, "create_function", _create_function, _DEAD_LETTERS),
    Seam(
        LambdaFunction,
        "update_configuration",
        _update_configuration,
        f"{_DEAD_LETTERS}, and that tracing was switched on later",
    ),
    Seam(LambdaFunction, "get_configuration", _get_configuration, _DEAD_LETTERS),
    Seam(LambdaBackend, "create_event_source_mapping", _create_mapping, _IDLE),
    Seam(LambdaBackend, "update_event_source_mapping", _update_mapping, _IDLE),
    Seam(
        LambdaBackend,
        "delete_event_source_mapping",
        _delete_mapping,
        "moto goes on invoking a function whose mapping was deleted",
    ),
    Seam(
        LambdaBackend,
        "list_event_source_mappings",
        _list_mappings,
        "moto finds a mapping only by the very words in which its function was named",
    ),
)
