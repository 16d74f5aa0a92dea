"""All metrics of an account."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Any

from moto.cloudwatch.models import MetricAggregatedDatum, cloudwatch_backends

from .series import Metric, Sample, Series, metric_of

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Metrics"]


class Metrics:
    """The metrics that services and learners have put. `watchers` are told the metric and the moment of each sample.

    All regions share them: the lab has one.
    """

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._series: dict[Metric, Series] = {}
        self.watchers: dict[Metric, list[Callable[[float], None]]] = {}

    def put(
        self,
        namespace: str,
        name: str,
        value: float,
        dimensions: Iterable[Mapping[str, str]] = (),
        unit: str = "None",
    ) -> None:
        """Add one value, measured now. `dimensions` as AWS lists them: {"Name": ..., "Value": ...}."""
        value = float(value)
        now = self._account.clock.now.timestamp()
        self.add(metric_of(namespace, name, dimensions), Sample(now, unit, value, value, value, 1))

    def add(self, metric: Metric, sample: Sample) -> None:
        """Add a sample, of whatever moment."""
        series = self._series.get(metric)
        if series is None:
            series = self._series[metric] = Series()
        series.add(sample)
        for tell in self.watchers.get(metric, ()):
            tell(sample.at)

    def series(self, metric: Metric) -> Series | None:
        """Return what was measured of exactly this metric; None where nothing ever was."""
        return self._series.get(metric) or self._computed().get(metric)

    def all(self) -> Iterator[Metric]:
        """Yield every metric that there is, in the order in which they came."""
        yield from self._series
        yield from (metric for metric in self._computed() if metric not in self._series)

    def _computed(self) -> dict[Metric, Series]:
        """Return what moto computes when it is asked, such as the size of a bucket."""
        found: dict[Metric, Series] = {}
        for each in cloudwatch_backends[self._account.id][self._account.region].get_all_metrics():
            dimensions = [{"Name": str(one.name), "Value": str(one.value)} for one in each.dimensions]
            metric = metric_of(each.namespace, each.name, dimensions)
            found.setdefault(metric, Series()).add(_sample(each))
        return found


def _sample(datum: Any) -> Sample:
    at = datum.timestamp.replace(tzinfo=UTC).timestamp()  # moto's moments have no zone, and are of this one
    unit = datum.unit or "None"
    if isinstance(datum, MetricAggregatedDatum):
        return Sample(at, unit, datum.min, datum.max, datum.sum, datum.sample_count)
    return Sample(at, unit, datum.value, datum.value, datum.value, 1)
