"""When a schedule is due: ``rate(5 minutes)``, ``cron(0 9 ? * MON-FRI *)``, ``at(2025-03-02T12:00:00)``.

Sources: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html and
https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .cron import Cron, CronError

__all__ = ["At", "Calendar", "Expression", "ExpressionError", "Rate", "parse"]

_RATE = re.compile(r"rate\((\d+) (minute|minutes|hour|hours|day|days)\)")
_AT = re.compile(r"at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)")
_CRON = re.compile(r"cron\((.*)\)")
_SECONDS = {"minute": 60, "hour": 3600, "day": 86400}


class ExpressionError(ValueError):
    """A text is no schedule expression; the sentence says why."""


class Expression(Protocol):
    """A schedule."""

    @property
    def recurring(self) -> bool:
        """Tell whether it can be due more than once."""

    def after(self, moment: datetime, begin: datetime) -> datetime | None:
        """Return when it is due next after `moment`; None when never again. `begin`: when the schedule began."""


@dataclass(frozen=True)
class Rate:
    """Every so many seconds, counted from the beginning."""

    seconds: int
    recurring: bool = True

    def after(self, moment: datetime, begin: datetime) -> datetime:
        """Return the next tick."""
        if moment < begin:
            return begin
        passed = (moment - begin) // timedelta(seconds=self.seconds)
        return begin + timedelta(seconds=self.seconds) * (passed + 1)


@dataclass(frozen=True)
class At:
    """Once."""

    moment: datetime
    recurring: bool = False

    def after(self, moment: datetime, _: datetime) -> datetime | None:
        """Return the moment itself as long as it lies ahead."""
        return self.moment if self.moment > moment else None


@dataclass(frozen=True)
class Calendar:
    """By the clock on the wall of a time zone: a time that summer time skips is left out, one it repeats counts once."""

    cron: Cron
    zone: ZoneInfo
    recurring: bool = True

    def after(self, moment: datetime, _: datetime) -> datetime | None:
        """Return the next moment that the cron fields name."""
        wall = moment.astimezone(self.zone).replace(tzinfo=None, fold=0)
        while (following := self.cron.after(wall)) is not None:
            found = following.replace(tzinfo=self.zone).astimezone(UTC)
            exists = found.astimezone(self.zone).replace(tzinfo=None, fold=0) == following
            if exists and found > moment:
                return found
            wall = following
        return None


def parse(text: str, zone: str = "UTC", *, once: bool = True) -> Expression:
    """Read a schedule expression. `once`: at(...) is allowed, as in Scheduler. Raises ExpressionError."""
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ExpressionError(f"{zone!r} is no time zone") from None
    if found := _RATE.fullmatch(text):
        return _rate(int(found[1]), found[2])
    if found := _CRON.fullmatch(text):
        try:
            return Calendar(Cron.read(found[1]), place)
        except CronError as problem:
            raise ExpressionError(str(problem)) from None
    if once and (found := _AT.fullmatch(text)):
        try:
            return At(datetime.fromisoformat(found[1]).replace(tzinfo=place).astimezone(UTC))
        except ValueError:
            raise ExpressionError(f"{found[1]} is no date and time") from None
    kinds = "rate(5 minutes), cron(0 9 ? * MON-FRI *)" + (" or at(2025-03-02T12:00:00)" if once else "")
    raise ExpressionError(f"{text!r} is no schedule: write {kinds}")


def _rate(count: int, unit: str) -> Rate:
    if not count:
        raise ExpressionError("a rate is at least 1")
    if (count == 1) == unit.endswith("s"):
        raise ExpressionError(f"write {count} {unit.removesuffix('s')}{'' if count == 1 else 's'}")
    return Rate(count * _SECONDS[unit.removesuffix("s")])
