"""Series of API metrics for exercise E4, and what can be reckoned from them.

A `Series` has nine values of each metric, five minutes apart: three before anything happened, then the incident.
Nothing of what it was drawn as stays in it; `cause` reads it as an operator would.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["CAUSES", "METRICS", "PROOFS", "Series", "cause", "drawn", "proofs"]

METRICS = ("Count", "4XXError", "5XXError", "Latency", "IntegrationLatency")
CLIENT, GATEWAY, SLOW, FAILING, PEAK = CAUSES = (
    "client error",
    "gateway",
    "slow backend",
    "failing backend",
    "healthy peak",
)
PROOFS = {
    CLIENT: ("4XXError",),
    # That the one rises says nothing without the other, which does not.
    GATEWAY: ("Latency", "IntegrationLatency"),
    SLOW: ("IntegrationLatency",),
    FAILING: ("5XXError",),
    PEAK: ("Count",),
}

MINUTES = 9
QUIET = 3

Series = Mapping[str, list[int]]


@dataclass(frozen=True)
class _Minutes:
    """What holds in a stretch of time: requests, the shares of errors, and milliseconds behind and before the backend."""

    count: float
    wrong: float
    broken: float
    behind: float
    before: float


def drawn(rng: random.Random) -> list[Series]:
    """Return six series: five with a cause of their own each, and a second one of clients' mistakes."""
    return [_series(rng, change) for change in (_wrong, _before, _behind, _broken, _busy, _wrong_and_busy)]


def _series(rng: random.Random, change: Callable[[random.Random, _Minutes], _Minutes]) -> Series:
    usual = _Minutes(
        rng.randint(300, 900),
        rng.uniform(0.01, 0.02),
        rng.uniform(0.001, 0.004),
        rng.randint(70, 160),
        rng.randint(12, 25),
    )
    unusual = change(rng, usual)
    columns = [_reading(rng, usual if at < QUIET else unusual) for at in range(MINUTES)]
    return {name: [column[name] for column in columns] for name in METRICS}


def _reading(rng: random.Random, now: _Minutes) -> dict[str, int]:
    def about(value: float) -> int:
        return round(value * rng.uniform(0.93, 1.07))

    count, behind = about(now.count), about(now.behind)
    errors = about(count * now.wrong), about(count * now.broken)
    return dict(zip(METRICS, (count, *errors, behind + about(now.before), behind), strict=True))


def _wrong(rng: random.Random, usual: _Minutes) -> _Minutes:
    return _Minutes(
        usual.count, rng.uniform(0.3, 0.6), usual.broken, usual.behind, usual.before * rng.uniform(0.7, 1)
    )


def _before(rng: random.Random, usual: _Minutes) -> _Minutes:
    return _Minutes(usual.count, usual.wrong, usual.broken, usual.behind, rng.randint(600, 1500))


def _behind(rng: random.Random, usual: _Minutes) -> _Minutes:
    return _Minutes(usual.count, usual.wrong, usual.broken, rng.randint(1500, 6000), usual.before)


def _broken(rng: random.Random, usual: _Minutes) -> _Minutes:
    return _Minutes(usual.count, usual.wrong, rng.uniform(0.25, 0.6), usual.behind, usual.before)


def _busy(rng: random.Random, usual: _Minutes) -> _Minutes:
    # Errors grow with the requests: their share stays what it was.
    return _Minutes(usual.count * rng.randint(6, 9), usual.wrong, usual.broken, usual.behind, usual.before)


def _wrong_and_busy(rng: random.Random, usual: _Minutes) -> _Minutes:
    # Nearly all of the additional requests are wrong ones, and never reach the backend.
    return _Minutes(
        usual.count * rng.randint(3, 4), rng.uniform(0.65, 0.75), usual.broken, usual.behind, usual.before
    )


def cause(series: Series) -> str:
    """Return what a series shows: the change of a share or a time, else that only the number of requests changed."""
    if _share(series, "4XXError", after=True) > _share(series, "4XXError") + 0.1:
        return CLIENT
    if _share(series, "5XXError", after=True) > _share(series, "5XXError") + 0.1:
        return FAILING
    if _mean(series["IntegrationLatency"], after=True) > 2 * _mean(series["IntegrationLatency"]):
        return SLOW
    return GATEWAY if _overhead(series, after=True) > 4 * _overhead(series) else PEAK


def proofs(series: Series) -> tuple[str, ...]:
    """Return the metrics each of which may be named as its proof."""
    return PROOFS[cause(series)]


def _mean(values: list[int], *, after: bool = False) -> float:
    part = values[QUIET:] if after else values[:QUIET]
    return sum(part) / len(part)


def _share(series: Series, metric: str, *, after: bool = False) -> float:
    return _mean(series[metric], after=after) / _mean(series["Count"], after=after)


def _overhead(series: Series, *, after: bool = False) -> float:
    return _mean(series["Latency"], after=after) - _mean(series["IntegrationLatency"], after=after)
