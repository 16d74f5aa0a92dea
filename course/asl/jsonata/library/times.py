"""Times: the language's milliseconds since 1970 and their texts. The clock is the evaluation's own."""

import datetime as dt
import re
from types import FunctionType, SimpleNamespace
from typing import Any

from jsonata import datetimeutils  # type: ignore[import-untyped]  # it ships no types
from jsonata.functions import Functions  # type: ignore[import-untyped]  # it ships no types

from course.asl.jsonata.failures import JException
from course.asl.jsonata.native import running

from .pictures import with_picture

__all__ = ["from_millis", "millis", "now", "to_millis"]

ISO = re.compile(
    r"(?P<year>\d{4})(-(?P<month>[01]\d))?(-(?P<day>[0-3]\d))?"
    r"(T(?P<hour>[0-2]\d):(?P<minute>[0-5]\d):(?P<second>[0-5]\d))?(\.(?P<fraction>\d+))?"
    r"((?P<sign>[+-])(?P<hours>[0-2]\d):?(?P<minutes>[0-5]\d)|Z)?"
)
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class EvaluationTime(dt.datetime):
    """A `datetime` whose present is the time of the evaluation."""

    @classmethod
    def utcnow(cls) -> "EvaluationTime":
        moment = EPOCH + dt.timedelta(milliseconds=millis())
        return cls(*moment.timetuple()[:6], moment.microsecond)


# The library fills what a picture leaves out from the machine's clock; this is the same code under ours.
_parse_datetime = FunctionType(
    datetimeutils.DateTimeUtils.parse_datetime.__code__,
    {
        **vars(datetimeutils),
        "datetime": SimpleNamespace(
            **{name: getattr(dt, name) for name in ("date", "time", "timedelta", "timezone", "tzinfo")},
            datetime=EvaluationTime,
        ),
    },
)


def millis() -> int:
    """Return the time of the evaluation."""
    return int(running().timestamp)


def now(picture: str | None, timezone: str | None) -> Any:
    """Return the time of the evaluation as text."""
    return from_millis(millis(), picture, timezone)


def from_millis(moment: float | None, picture: str | None, timezone: str | None) -> Any:
    """Return a time as text, in ISO 8601 where no picture is given."""
    if moment is None:
        return None
    return with_picture(Functions.datetime_from_millis, picture, moment, picture, timezone)


def to_millis(text: str | None, picture: str | None) -> Any:
    """Return the time that a text tells. Raises `JException` (D3110) for a text in another form."""
    if text is None:
        return None
    if picture is not None:
        return with_picture(_parse_datetime, picture, text, picture)
    found = ISO.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        return _moment(found)
    except ValueError:
        raise JException("D3110", -1, text) from None


def _moment(found: re.Match[str]) -> int:
    fields = [int(found[name] or least) for name, least in _FIELDS]
    moment = dt.datetime(*fields, tzinfo=dt.UTC)  # type: ignore[arg-type,misc]  # six numbers
    minutes = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    offset = dt.timedelta(minutes=-minutes if found["sign"] == "-" else minutes)
    since = moment - offset - EPOCH
    return (since.days * 86_400 + since.seconds) * 1000 + int((found["fraction"] or "0").ljust(3, "0")[:3])


_FIELDS = (("year", 1), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))
