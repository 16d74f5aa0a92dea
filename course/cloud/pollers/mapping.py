"""An event source mapping, as its pollers read it."""

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import EventSourceMapping, lambda_backends

from course.cloud.functions import Called, resolve_arn

__all__ = ["active", "called", "failure_destination", "reports_failures", "window"]


def active(mapping: EventSourceMapping) -> bool:
    """Tell whether the mapping is there and switched on, and its function too."""
    there = lambda_backends[mapping.account_id][mapping.region].get_event_source_mapping(mapping.uuid)
    return there is mapping and bool(mapping.enabled) and called(mapping) is not None


def called(mapping: EventSourceMapping) -> Called | None:
    """Return the function that the mapping stands for now; None when it is gone."""
    try:
        return resolve_arn(mapping.function_arn)
    except UnknownFunctionException:
        return None


def window(mapping: EventSourceMapping) -> float:
    """Return for how many seconds a batch is gathered at most."""
    return float(mapping.max_batch_window or 0)


def reports_failures(mapping: EventSourceMapping) -> bool:
    """Tell whether the function says which of its records failed."""
    return "ReportBatchItemFailures" in (mapping.function_response_types or [])


def failure_destination(mapping: EventSourceMapping) -> str:
    """Return the ARN that is told of records given up; "" for none."""
    configured = (mapping.destination_config or {}).get("OnFailure") or {}
    return str(configured.get("Destination") or "")
