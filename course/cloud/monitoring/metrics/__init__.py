"""CloudWatch's metrics: `Metrics` keeps them and `put` is the one way in; the others read them."""

from .calls import OPERATIONS
from .series import Metric, Sample, Series, metric_of
from .statistics import Statistic, statistic
from .store import Metrics
from .windows import Datapoint, over

__all__ = [
    "OPERATIONS",
    "Datapoint",
    "Metric",
    "Metrics",
    "Sample",
    "Series",
    "Statistic",
    "metric_of",
    "over",
    "statistic",
]
