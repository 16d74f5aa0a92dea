"""Cron expressions of AWS: six fields, minutes to years, with ``?``, ``L``, ``W`` and ``#``.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

__all__ = ["Cron", "CronError"]

_MONTHS = {
    name: n
    for n, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1
    )
}
_DAYS = {name: n for n, name in enumerate(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], 1)}
_NO_NAMES: dict[str, int] = {}


class CronError(ValueError):
    """A text is no cron expression; the sentence says which field is wrong."""


@dataclass(frozen=True)
class _Field:
    name: str
    least: int
    most: int
    names: dict[str, int]


_MINUTES = _Field("minutes", 0, 59, _NO_NAMES)
_HOURS = _Field("hours", 0, 23, _NO_NAMES)
_DAY = _Field("day of the month", 1, 31, _NO_NAMES)
_MONTH = _Field("month", 1, 12, _MONTHS)
_WEEKDAY = _Field("day of the week", 1, 7, _DAYS)
_YEAR = _Field("year", 1970, 2199, _NO_NAMES)


@dataclass(frozen=True)
class Cron:
    """What the fields allow. Of `day` and `weekday` one is "?", and the other may have L, W or #."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    day: str
    months: tuple[int, ...]
    weekday: str
    years: tuple[int, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the six fields. Raises CronError."""
        fields = text.upper().split()
        if len(fields) != 6:
            raise CronError(f"a cron expression has six fields, and {text!r} has {len(fields)}")
        minutes, hours, day, months, weekday, years = fields
        if (day == "?") == (weekday == "?"):
            raise CronError("of the day of the month and the day of the week exactly one is ?")
        cron = cls(
            _values(minutes, _MINUTES),
            _values(hours, _HOURS),
            day,
            _values(months, _MONTH),
            weekday,
            _values(years, _YEAR),
        )
        cron.days(2024, 2)  # which reads those fields, and raises CronError where they cannot be read
        return cron

    def after(self, moment: datetime) -> datetime | None:
        """Return the first moment after this one (both as the wall clock shows it, without a time zone)."""
        start = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
        for year in self.years:
            if year < start.year:
                continue
            for month in self.months:
                if (year, month) >= (start.year, start.month) and (
                    found := self._in_month(year, month, start)
                ):
                    return found
        return None

    def _in_month(self, year: int, month: int, start: datetime) -> datetime | None:
        for day in sorted(self.days(year, month)):
            if datetime(year, month, day, 23, 59) < start:  # noqa: DTZ001  a wall clock's
                continue
            for hour in self.hours:
                for minute in self.minutes:
                    found = datetime(year, month, day, hour, minute)  # noqa: DTZ001  a wall clock's
                    if found >= start:
                        return found
        return None

    def days(self, year: int, month: int) -> set[int]:
        """Return the days of a month that are meant."""
        last = calendar.monthrange(year, month)[1]
        if self.weekday == "?":
            return set(_days_of_month(self.day, year, month, last))
        return set(_days_of_week(self.weekday, year, month, last))


def _values(text: str, field: _Field) -> tuple[int, ...]:
    """Return the numbers that a field of values, ranges and steps allows, in order. Raises CronError."""
    found = set[int]()
    for part in text.split(","):
        span, slash, step = part.partition("/")
        low, dash, high = span.partition("-")
        begin = field.least if low == "*" else _number(low, field, text)
        end = field.most if low == "*" or (slash and not dash) else begin
        if dash:
            end = _number(high, field, text)
        if (slash and not (step.isdigit() and int(step))) or (low == "*" and dash):
            raise _wrong(field, text)
        found |= _span(begin, end, int(step or 1), field)
    return tuple(sorted(found))


def _span(begin: int, end: int, step: int, field: _Field) -> set[int]:
    if begin <= end:
        return set(range(begin, end + 1, step))
    # A range may go round, as FRI-MON does.
    size = field.most - field.least + 1
    return {field.least + (each - field.least) % size for each in range(begin, end + size + 1, step)}


def _number(text: str, field: _Field, whole: str) -> int:
    number = field.names.get(text, int(text) if text.isdigit() else -1)
    if not field.least <= number <= field.most:
        raise _wrong(field, whole)
    return number


def _wrong(field: _Field, text: str) -> CronError:
    return CronError(f"{text!r} is no {field.name}: from {field.least} to {field.most}, with , - * /")


def _days_of_month(text: str, year: int, month: int, last: int) -> Iterator[int]:
    for part in text.split(","):
        if part == "L":
            yield last
        elif part == "LW":
            yield _nearest_weekday(year, month, last, last)
        elif found := re.fullmatch(r"L-(\d+)", part):
            yield from (day for day in [last - int(found[1])] if day >= 1)
        elif found := re.fullmatch(r"(\d+)W", part):
            day = _number(found[1], _DAY, text)
            yield from (_nearest_weekday(year, month, each, last) for each in [day] if each <= last)
        else:
            yield from (day for day in _values(part, _DAY) if day <= last)


def _nearest_weekday(year: int, month: int, day: int, last: int) -> int:
    """Return the day from Monday to Friday that is nearest, in the same month."""
    weekday = calendar.weekday(year, month, day)
    if weekday == 5:
        return day - 1 if day > 1 else day + 2
    if weekday == 6:
        return day + 1 if day < last else day - 2
    return day


def _days_of_week(text: str, year: int, month: int, last: int) -> Iterator[int]:
    # Python counts from Monday 0, AWS from Sunday 1.
    number = {day: (calendar.weekday(year, month, day) + 1) % 7 + 1 for day in range(1, last + 1)}
    for part in text.split(","):
        if part == "L":
            yield from (day for day in number if number[day] == 7)
        elif found := re.fullmatch(r"(\w+)L", part):
            wanted = _number(found[1], _WEEKDAY, text)
            yield max(day for day in number if number[day] == wanted)
        elif found := re.fullmatch(r"(\w+)#([1-5])", part):
            wanted = _number(found[1], _WEEKDAY, text)
            yield from [day for day in number if number[day] == wanted][int(found[2]) - 1 :][:1]
        else:
            wanted_days = _values(part, _WEEKDAY)
            yield from (day for day in number if number[day] in wanted_days)
