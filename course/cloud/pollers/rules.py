"""What an event source mapping may not say: what AWS refuses, and what the lab would have to ignore.

https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
"""

from collections.abc import Mapping
from typing import Any

from moto.awslambda.models import EventSourceMapping
from moto.sqs.models import Queue, sqs_backends

from course.cloud.functions.asked import Asked
from course.cloud.functions.outcome import Refusal
from course.cloud.functions.refusing import RefusedError, invalid, not_done
from course.cloud.functions.resolution import resolve
from course.facts import value

from .filters import patterns

__all__ = ["check_change", "check_new"]

_NOT_DONE = {
    "AmazonManagedKafkaEventSourceConfig": "read from Kafka",
    "DocumentDBEventSourceConfig": "read from DocumentDB",
    "LoggingConfig": "log what a mapping does",
    "MetricsConfig": "count what a mapping does",
    "ProvisionedPollerConfig": "provision pollers",
    "Queues": "read from message brokers",
    "SelfManagedEventSource": "read from Kafka",
    "SelfManagedKafkaEventSourceConfig": "read from Kafka",
    "SourceAccessConfigurations": "read from message brokers",
    "Topics": "read from Kafka",
    "TumblingWindowInSeconds": "gather results over a tumbling window",
}

# What makes sense for the other kind of source only.
_OF_STREAMS = (
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "ParallelizationFactor",
    "StartingPosition",
    "StartingPositionTimestamp",
)
_OF_QUEUES = ("ScalingConfig",)


def check_new(asked: Asked) -> None:
    """Check what a mapping is to be made with. Raises RefusedError."""
    new, source = asked.parameters, str(asked.parameters.get("EventSourceArn") or "")
    _check_terms(asked, new, source, {})
    if source.split(":")[2:3] == ["dynamodb"]:
        _check_position(new)
    function = resolve(asked.backend, str(new.get("FunctionName") or "")).function
    if queue := _queue(source):
        _check_visibility(queue, function.timeout)
    for mapping in asked.backend.list_event_source_mappings(source, ""):
        if mapping.function_arn.split(":")[:7] == function.function_arn.split(":")[:7]:
            raise _taken(source, function.function_name, mapping)


def check_change(asked: Asked) -> None:
    """Check what a mapping is to be changed to. Raises RefusedError."""
    mapping = asked.backend.get_event_source_mapping(asked.request.url.rstrip("/").rpartition("/")[2])
    if mapping is None:
        raise RefusedError(
            Refusal(404, "ResourceNotFoundException", "The resource you requested does not exist.")
        )
    new = asked.parameters
    before = {
        "BatchSize": mapping.batch_size,
        "MaximumBatchingWindowInSeconds": mapping.max_batch_window,
    }
    _check_terms(asked, new, mapping.event_source_arn, before)
    function = resolve(asked.backend, new.get("FunctionName") or mapping.function_arn).function
    if queue := _queue(mapping.event_source_arn):
        _check_visibility(queue, function.timeout)


def _check_terms(asked: Asked, new: Mapping[str, Any], source: str, before: Mapping[str, Any]) -> None:
    for name, what in _NOT_DONE.items():
        if new.get(name):
            raise not_done(asked.operation, f"{what} ({name})")
    service = source.split(":")[2] if source.count(":") >= 5 else ""
    if service not in {"sqs", "dynamodb"}:
        raise not_done(
            asked.operation, f"read from {service or 'anything but an ARN'}, only from sqs and dynamodb"
        )
    for name in _OF_STREAMS if service == "sqs" else _OF_QUEUES:
        if new.get(name):
            raise invalid(f"{name} is not a supported parameter for this kind of event source.")
    _check_batches(source, {**before, **{key: each for key, each in new.items() if each is not None}})
    _check_filters(new.get("FilterCriteria"))
    if set(new.get("FunctionResponseTypes") or ()) - {"ReportBatchItemFailures"}:
        raise invalid("FunctionResponseTypes can hold ReportBatchItemFailures and nothing else.")
    if service == "dynamodb":
        _check_retries(new)
    elif concurrency := (new.get("ScalingConfig") or {}).get("MaximumConcurrency"):
        _check_range("MaximumConcurrency", concurrency, **value("lambda.mapping.concurrency"))


def _check_batches(source: str, terms: Mapping[str, Any]) -> None:
    size, window = int(terms.get("BatchSize") or 1), int(terms.get("MaximumBatchingWindowInSeconds") or 0)
    _check_range("MaximumBatchingWindowInSeconds", window, 0, value("lambda.mapping.window"))
    if ":sqs:" not in source:
        _check_range("BatchSize", size, 1, value("lambda.mapping.stream")["most"])
        return
    rule = value("lambda.mapping.queue.batch_size")
    if source.endswith(".fifo"):
        _check_range("BatchSize", size, 1, rule["fifo"])
        if window:
            raise invalid("Batching window is not supported for FIFO queues.")
    _check_range("BatchSize", size, 1, rule["most"])
    if size > rule["without_window"] and not window:
        raise invalid(
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than "
            f"{rule['without_window']}"
        )


def _check_retries(new: Mapping[str, Any]) -> None:
    rule = value("lambda.mapping.stream")
    _check_range("ParallelizationFactor", new.get("ParallelizationFactor") or 1, 1, rule["parallel"])
    _check_range("MaximumRetryAttempts", new.get("MaximumRetryAttempts") or 0, -1, rule["retries"])
    age = new.get("MaximumRecordAgeInSeconds")
    if age not in {None, -1}:
        _check_range("MaximumRecordAgeInSeconds", int(age or 0), rule["age_min"], rule["age_max"])
    arn = ((new.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination")
    if arn and (arn.split(":")[2:3] not in (["sqs"], ["sns"], ["s3"]) or arn.endswith(".fifo")):
        raise invalid(f"The destination ARN {arn} is invalid.")


def _check_position(new: Mapping[str, Any]) -> None:
    position = new.get("StartingPosition")
    if position is None:
        raise invalid("StartingPosition is required for this kind of event source: TRIM_HORIZON or LATEST.")
    if position not in {"TRIM_HORIZON", "LATEST"}:
        raise invalid(f"Unsupported starting position for stream type: {position}")


def _check_filters(criteria: Mapping[str, Any] | None) -> None:
    texts, most = patterns(criteria), value("lambda.mapping.filters")
    if len(texts) > most:
        raise invalid(f"FilterCriteria can hold {most} filters, not {len(texts)}.")
    for text in texts:
        # Not above: most mappings have no filters.
        from course.cloud.event_pattern import PatternError, parse

        try:
            parse(text)
        except PatternError as problem:
            raise invalid(f"Invalid filter pattern definition. {problem.reason}") from None


def _check_visibility(queue: Queue, timeout: int) -> None:
    hidden: int = queue.visibility_timeout  # type: ignore[attr-defined]
    if hidden < timeout:
        raise invalid(
            f"Queue visibility timeout: {hidden} seconds is less than Function timeout: {timeout} seconds"
        )


def _check_range(name: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise invalid(f"{name} must be from {least} to {most}, not {number}.")


def _queue(source: str) -> Queue | None:
    service, region, owner, name = (source.split(":") + [""] * 6)[2:6]
    if service != "sqs":
        return None
    queue = sqs_backends[owner][region].queues.get(name)
    if queue is None:
        raise invalid(
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. "
            "SQS Error Message: The specified queue does not exist."
        )
    return queue


def _taken(source: str, name: str, mapping: EventSourceMapping) -> RefusedError:
    kind = "SQS" if ":sqs:" in source else "event source"
    message = (
        f'An event source mapping with {kind} arn (" {source} ") and function (" {name} ") already exists. '
        f"Please update or delete the existing mapping with UUID {mapping.uuid}"
    )
    return RefusedError(Refusal(409, "ResourceConflictException", message))
