"""The embedded metric format: metrics inside log events.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from course.cloud.monitoring.metrics import Metric, Metrics, Sample

__all__ = ["extract"]


def extract(metrics: Metrics, events: Iterable[Mapping[str, Any]]) -> None:
    """Put the metrics that log events carry; an event that does not keep to the format carries none."""
    for event in events:
        text = event["message"]
        if '"_aws"' in text and text.lstrip().startswith("{"):
            for metric, sample in _found(text, event["timestamp"]):
                metrics.add(metric, sample)


def _found(text: str, moment: int) -> list[tuple[Metric, Sample]]:
    try:
        document = json.loads(text)
        about = document["_aws"]
        at = about.get("Timestamp", moment) / 1000
        return [
            found for directive in about["CloudWatchMetrics"] for found in _measured(document, directive, at)
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []  # AWS says nothing to the writer of such a line, either


def _measured(
    document: Mapping[str, Any], directive: Mapping[str, Any], at: float
) -> Iterator[tuple[Metric, Sample]]:
    for definition in directive["Metrics"]:
        values = document[definition["Name"]]
        numbers = (
            [float(each) for each in values if _is_number(each)]
            if isinstance(values, list)
            else [float(values)]
        )
        for names in directive.get("Dimensions") or [[]]:
            pairs = tuple(sorted((name, str(document[name])) for name in names))
            metric = Metric(directive["Namespace"], definition["Name"], pairs)
            unit = definition.get("Unit", "None")
            yield from ((metric, Sample(at, unit, each, each, each, 1)) for each in numbers)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
