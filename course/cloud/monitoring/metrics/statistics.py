"""What samples come to: sums, averages, percentiles.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
"""

import re
from collections.abc import Callable, Sequence

from course.cloud.monitoring.refused import RefusedError, not_done

from .series import Sample

__all__ = ["Statistic", "is_percentile", "statistic"]

Statistic = Callable[[Sequence[Sample]], float | None]

_PERCENTILE = re.compile(r"p(\d{1,2}(\.\d{1,10})?|100)")
_NOT_DONE = re.compile(r"(tm|tc|ts|wm|pr)\d.*|(TM|TC|TS|WM|PR)\(.*\)|IQM")


def statistic(name: str, parameter: str = "Stat") -> Statistic:
    """Return how a statistic is computed; it gives None where the samples do not tell it.

    Raises RefusedError, with the request's `parameter` that had the name.
    """
    if simple := _SIMPLE.get(name):
        return simple
    if is_percentile(name):
        share = float(name[1:]) / 100
        return lambda samples: _percentile(samples, share)
    if _NOT_DONE.fullmatch(name):
        raise not_done("cloudwatch", f"compute the statistic {name}; it has averages, sums and percentiles")
    raise RefusedError(
        "InvalidParameterValue", f"The value {name} for parameter {parameter} is not supported."
    )


def is_percentile(name: str) -> bool:
    """Tell whether this is a percentile, such as p99 or p99.9."""
    return _PERCENTILE.fullmatch(name) is not None


def _sum(samples: Sequence[Sample]) -> float:
    return sum(each.total for each in samples)


def _count(samples: Sequence[Sample]) -> float:
    return sum(each.many for each in samples)


def _average(samples: Sequence[Sample]) -> float | None:
    count = _count(samples)
    return _sum(samples) / count if count else None


_SIMPLE: dict[str, Statistic] = {
    "Sum": _sum,
    "SampleCount": _count,
    "Average": _average,
    "Minimum": lambda samples: min(each.least for each in samples),
    "Maximum": lambda samples: max(each.most for each in samples),
}


def _percentile(samples: Sequence[Sample], share: float) -> float | None:
    """Return the value below which `share` of all values lie, between two neighbours in proportion.

    AWS does not say how it interpolates. Of values that came as statistics only there is none.
    """
    if any(each.least != each.most for each in samples):
        return None
    values = sorted((each.least, each.many) for each in samples if each.many > 0)
    place = share * (sum(count for _, count in values) - 1)
    passed, before = 0.0, values[0][0] if values else None
    for value, count in values:
        if before is not None and place < passed:
            return before + (value - before) * (place - (passed - 1))
        if place <= passed + count - 1:
            return value
        passed, before = passed + count, value
    return before
