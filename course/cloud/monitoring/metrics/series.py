"""One metric and what was measured of it."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

__all__ = ["Metric", "Sample", "Series", "metric_of"]


class Metric(NamedTuple):
    """What makes a metric one of its own: another set of dimensions is another metric."""

    namespace: str
    name: str
    dimensions: tuple[tuple[str, str], ...] = ()


class Sample(NamedTuple):
    """What was put at one moment (`at`: seconds since 1970): a value, or the statistics of several."""

    at: float
    unit: str
    least: float
    most: float
    total: float
    many: float


def metric_of(namespace: str, name: str, dimensions: Iterable[Mapping[str, str]] = ()) -> Metric:
    """Return the metric that has these dimensions, as AWS lists them ({"Name": ..., "Value": ...})."""
    return Metric(namespace, name, tuple(sorted((each["Name"], each["Value"]) for each in dimensions)))


_at = attrgetter("at")


class Series:
    """The samples of one metric in the order of their moments."""

    def __init__(self) -> None:
        self._samples: list[Sample] = []

    def add(self, sample: Sample) -> None:
        """Add a sample; most come in order."""
        if not self._samples or sample.at >= self._samples[-1].at:
            self._samples.append(sample)
        else:
            insort(self._samples, sample, key=_at)

    def between(self, start: float, end: float) -> list[Sample]:
        """Return the samples from `start` on and before `end`."""
        first = bisect_left(self._samples, start, key=_at)
        return self._samples[first : bisect_left(self._samples, end, lo=first, key=_at)]

    def first_from(self, start: float) -> float | None:
        """Return the moment of the first sample from `start` on."""
        first = bisect_left(self._samples, start, key=_at)
        return self._samples[first].at if first < len(self._samples) else None
