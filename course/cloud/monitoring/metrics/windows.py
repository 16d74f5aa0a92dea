"""A metric over periods of time."""

from collections.abc import Iterator
from typing import NamedTuple

from .series import Sample, Series

__all__ = ["Datapoint", "over"]


class Datapoint(NamedTuple):
    """The samples of one period; `at` is its beginning."""

    at: float
    samples: list[Sample]


def over(series: Series | None, start: float, end: float, period: float) -> Iterator[Datapoint]:
    """Yield the periods that have samples, from `start` on; the last may end after `end`, but has nothing from then."""
    if series is None:
        return
    kept: list[Sample] = []
    number = None
    for sample in series.between(start, end):
        of = int((sample.at - start) // period)
        if number is not None and of != number:
            yield Datapoint(start + number * period, kept)
            kept = []
        number = of
        kept.append(sample)
    if number is not None:
        yield Datapoint(start + number * period, kept)
