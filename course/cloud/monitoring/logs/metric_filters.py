"""Metric filters: log events that match a pattern become a metric.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from course.cloud.monitoring.metrics import Metric, Metrics, Sample

from .patterns import parse
from .selectors import select

__all__ = ["apply", "problem"]


def problem(transformation: Mapping[str, Any]) -> str:
    """Return what is wrong with a metric transformation; "" where nothing is."""
    value = transformation["metricValue"]
    if not value.startswith("$.") and _number(value) is None:
        return f"Invalid metric transformation: metricValue {value!r} is neither a number nor a selector such as $.amount."
    if transformation.get("dimensions") and "defaultValue" in transformation:
        return (
            "Invalid metric transformation: dimensions and default value are mutually exclusive properties."
        )
    return ""


def apply(
    metrics: Metrics, filters: Iterable[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]
) -> None:
    """Put what filters find in events that a log group has taken in one call.

    A default value is put once for a call in which nothing matches; AWS does so once a minute.
    """
    for each in filters:
        pattern, transformation = parse(each.get("filterPattern") or ""), each["metricTransformations"][0]
        matching = [event for event in events if pattern.matches(event["message"])]
        for event in matching:
            _put(metrics, transformation, event)
        if events and not matching and "defaultValue" in transformation:
            value = float(transformation["defaultValue"])
            _add(metrics, transformation, (), value, events[-1]["timestamp"])


def _put(metrics: Metrics, transformation: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    document = _read(event["message"])
    value = transformation["metricValue"]
    number = _number(select(document, value) if value.startswith("$") else value)
    dimensions = {
        name: select(document, place) for name, place in transformation.get("dimensions", {}).items()
    }
    if number is None or None in dimensions.values():
        return
    pairs = tuple(sorted((name, str(text)) for name, text in dimensions.items()))
    _add(metrics, transformation, pairs, number, event["timestamp"])


def _add(
    metrics: Metrics,
    transformation: Mapping[str, Any],
    pairs: tuple[tuple[str, str], ...],
    value: float,
    moment: int,
) -> None:
    metric = Metric(transformation["metricNamespace"], transformation["metricName"], pairs)
    metrics.add(metric, Sample(moment / 1000, transformation.get("unit", "None"), value, value, value, 1))


def _read(message: str) -> Any:
    try:
        return json.loads(message)
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None
