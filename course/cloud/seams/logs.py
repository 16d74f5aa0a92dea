"""Amazon CloudWatch Logs: patterns that filter, queries that compute, and events that become metrics."""

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.logs import models
from moto.logs.exceptions import InvalidParameterException, ResourceNotFoundException
from moto.logs.metric_filters import MetricFilters
from moto.logs.models import LogGroup, LogQuery, LogsBackend, LogStream
from moto.logs.responses import LogsResponse
from moto.logs.utils import EventMessageFilter

from course.cloud import running
from course.cloud.monitoring.log_queries import QueryError, parse, record
from course.cloud.monitoring.logs import PatternError
from course.cloud.monitoring.logs import parse as parse_pattern
from course.cloud.monitoring.logs.metric_filters import problem

from .seam import Seam

__all__ = ["SEAMS"]


def _put_events(stream: LogStream, log_events: list[dict[str, Any]]) -> str:
    token = _moto_put_events(stream, log_events)
    running.current().logs.arrived(stream.log_group.name, log_events)
    return token


def _message_filter(message_filter: Any, pattern: str) -> None:
    message_filter.filter_type = _pattern(pattern)


def _pattern(pattern: str | None) -> Any:
    try:
        return parse_pattern(pattern or "")
    except PatternError as trouble:
        if trouble.done:
            raise InvalidParameterException(f"Invalid filter pattern: {trouble}") from None
        raise _not_done(f"filter pattern: {trouble}") from None


def _filter_events(group: LogGroup, *asked: Any) -> Any:
    *most, pattern, _ = asked
    _pattern(pattern)
    return _moto_filter_events(group, *most, pattern, True)  # events of all streams in one order


def _filter_request(response: LogsResponse) -> str:
    _refuse(response, "FilterLogEvents", "logStreamNamePrefix", "logGroupIdentifier", "startFromHead")
    return _moto_filter_request(response)


def _send_events(
    stream: LogStream, service: str, destination_arn: str, filter_name: str, log_events: list[dict[str, Any]]
) -> None:
    pattern = _pattern(stream.log_group.subscription_filters[filter_name].filter_pattern)
    fitting = [{**each, "id": str(each["id"])} for each in log_events if pattern.matches(each["message"])]
    # A function that is gone gets nothing, and whoever writes the log does not notice.
    if fitting and (service != "lambda" or running.current().targets.finds(destination_arn)):
        _moto_send_events(stream, service, destination_arn, filter_name, fitting)


def _put_subscription(
    group: LogGroup, filter_name: str, filter_pattern: str, destination_arn: str, role_arn: str
) -> None:
    _pattern(filter_pattern)
    _moto_put_subscription(group, filter_name, filter_pattern, destination_arn, role_arn)


def _add_filter(
    filters: MetricFilters,
    filter_name: str,
    filter_pattern: str,
    log_group_name: str,
    metric_transformations: Any,
) -> None:
    _pattern(filter_pattern)
    if log_group_name not in running.current().logs.backend.groups:
        raise ResourceNotFoundException
    if trouble := problem(metric_transformations[0]):
        raise InvalidParameterException(trouble)
    filters.delete_filter(filter_name, log_group_name)
    _moto_add_filter(filters, filter_name, filter_pattern, log_group_name, metric_transformations)


def _execute_query(
    log_groups: list[LogGroup], query: str, start_time: int, end_time: int
) -> list[dict[str, str]]:
    try:
        read = parse(query)
    except QueryError as trouble:
        raise JsonRESTError("MalformedQueryException", f"{trouble} (in: {query.strip()})") from None
    return read.run(
        record(group.name, stream.log_stream_name, event, group.account_id)
        for group in log_groups
        for stream in group.streams.values()
        for event in stream.events
        if start_time * 1000 <= event.timestamp <= end_time * 1000
    )


def _start_query(response: LogsResponse) -> str:
    _refuse(response, "StartQuery", "logGroupIdentifiers")
    if response._get_param("queryLanguage", "CWLI") != "CWLI":  # noqa: SLF001  moto's own way to a parameter
        raise _not_done("StartQuery: queries in another language than Logs Insights' own")
    if not response._get_param("logGroupName") and not response._get_param("logGroupNames"):  # noqa: SLF001
        raise InvalidParameterException("Exactly one of logGroupName and logGroupNames has to be given.")
    answer = _moto_start_query(response)
    if most := response._get_param("limit"):  # noqa: SLF001
        query = response.logs_backend.queries[json.loads(answer)["queryId"]]
        query.results = query.results[: int(most)]
    return answer


def _query_results(backend: LogsBackend, query_id: str) -> LogQuery:
    if query_id not in backend.queries:
        raise ResourceNotFoundException(f"Query does not exist: {query_id}")
    return _moto_query_results(backend, query_id)


def _refuse(response: LogsResponse, operation: str, *names: str) -> None:
    if given := [name for name in names if response._get_param(name)]:  # noqa: SLF001
        raise _not_done(f"{operation} with {', '.join(given)}")


def _not_done(what: str) -> JsonRESTError:
    error = JsonRESTError("NotImplemented", f"logs: the lab does not do this: {what}")
    error.code = 501
    return error


_moto_put_events = LogStream.put_log_events
_moto_send_events = LogStream._send_log_events  # noqa: SLF001
_moto_put_subscription = LogGroup.put_subscription_filter
_moto_filter_events: Any = LogGroup.filter_log_events
_moto_filter_request = LogsResponse.filter_log_events
_moto_add_filter = MetricFilters.add_filter
_moto_start_query = LogsResponse.start_query
_moto_query_results = LogsBackend.get_query_results

SEAMS = (
    Seam(LogStream, "put_log_events", _put_events, "moto puts no metrics for what is in a log"),
    Seam(
        LogStream, "_send_log_events", _send_events, "moto sends subscribers what their pattern does not want"
    ),
    Seam(LogGroup, "put_subscription_filter", _put_subscription, "moto takes any pattern"),
    Seam(EventMessageFilter, "__init__", _message_filter, "to moto every message fits a pattern of JSON"),
    Seam(LogGroup, "filter_log_events", _filter_events, "moto goes through one stream after the other"),
    Seam(LogsResponse, "filter_log_events", _filter_request, "moto ignores how streams may be chosen"),
    Seam(MetricFilters, "add_filter", _add_filter, "moto takes any metric filter, and one name twice"),
    Seam(models, "execute_query", _execute_query, "moto's queries neither filter nor compute"),
    Seam(LogsResponse, "start_query", _start_query, "moto ignores a query's language and limit"),
    Seam(LogsBackend, "get_query_results", _query_results, "moto breaks over a query that is not there"),
)
