"""The operations of CloudWatch that put and read metrics."""

from course.cloud.monitoring.door import Operation

from .putting import put_metric_data
from .queries import get_metric_data
from .reading import get_metric_statistics, list_metrics

__all__ = ["OPERATIONS"]

OPERATIONS: dict[str, Operation] = {
    "GetMetricData": get_metric_data,
    "GetMetricStatistics": get_metric_statistics,
    "ListMetrics": list_metrics,
    "PutMetricData": put_metric_data,
}
