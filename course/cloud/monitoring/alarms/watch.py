"""When an alarm is judged: at the end of a minute (of ten seconds, for short periods) that may have changed something.

New data are due work: `account.settle` waits for their judgement. That old data leave the periods an alarm looks at
happens in its turn as time passes, and nobody waits for it; so an alarm that has settled stays what it is until time is
let pass. Where there are no data there is nothing to wait for.
"""

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from course.clock import Due
from course.cloud.monitoring.metrics import Metric

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Watch"]


class Watch:
    """Calls `judge` with the moment (seconds since 1970) whenever an alarm over these metrics is to be judged.

    It looks back over so many `periods` of `period` seconds each.
    """

    def __init__(
        self,
        account: "Account",
        name: str,
        metrics: Iterable[Metric],
        period: int,
        periods: int,
        judge: Callable[[float], None],
    ) -> None:
        self._account = account
        self._name = f"evaluation of alarm {name}"
        self._metrics = list(dict.fromkeys(metrics))
        self._period = period
        self._periods = periods
        self._judge = judge
        self._grain = 10 if period < 60 else 60
        self._begin = account.clock.start.timestamp()
        self._due: Due | None = None
        self._tick: Due | None = None
        for metric in self._metrics:
            account.metrics.watchers.setdefault(metric, []).append(self.arrived)
        self.arrived(self._now)

    def arrived(self, at: float) -> None:
        """Let what was measured at a moment be judged as soon as that can be: when its minute is over."""
        mark = self._mark_after(max(at, self._now))
        if self._due is None or self._begin + self._due.at > mark:
            if self._due:
                self._due.cancel()
            self._due = self._account.clock.call_at(mark - self._begin, self._look, self._name)

    def look_again(self) -> None:
        """Judge at the end of this minute even without data, when time passes that far."""
        self._plan_tick(self._mark_after(self._now))

    def end(self) -> None:
        """Watch no more."""
        self._drop()
        for metric in self._metrics:
            self._account.metrics.watchers[metric].remove(self.arrived)

    @property
    def _now(self) -> float:
        return self._account.clock.now.timestamp()

    def _mark_after(self, at: float) -> float:
        return float((math.floor(at / self._grain) + 1) * self._grain)

    def _look(self) -> None:
        self._drop()
        mark = self._now
        self._judge(mark)
        if (ahead := self._first_from(mark)) is not None:
            self.arrived(ahead)
        edges = (self._first_from(mark - number * self._period) for number in range(1, self._periods + 1))
        leaving = [
            at + number * self._period for number, at in enumerate(edges, 1) if at is not None and at < mark
        ]
        if leaving:
            self._plan_tick(self._mark_after(min(leaving)))

    def _first_from(self, start: float) -> float | None:
        series = (self._account.metrics.series(metric) for metric in self._metrics)
        moments = (each.first_from(start) for each in series if each is not None)
        return min((at for at in moments if at is not None), default=None)

    def _plan_tick(self, mark: float) -> None:
        if self._tick:
            self._tick.cancel()
        self._tick = self._account.clock.recur_at(mark - self._begin, self._look, self._name)

    def _drop(self) -> None:
        for due in (self._due, self._tick):
            if due:
                due.cancel()
        self._due = self._tick = None
