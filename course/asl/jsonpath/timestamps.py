"""Timestamps as Step Functions reads them: ISO 8601 extended, with an offset; nanoseconds count."""

import re
from datetime import UTC, datetime, timedelta

__all__ = ["parse_timestamp"]

FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?(?:[Zz]|([+-])(\d\d):(\d\d)(?::(\d\d))?)"
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FARTHEST_OFFSET = timedelta(hours=18)


def parse_timestamp(text: object) -> int | None:
    """Return the nanoseconds since 1970 of `2016-03-14T01:59:00.123Z`, or None for anything else.

    An offset must be there (`Z`, `+01:00`), seconds may be left out, up to nine decimals are read: what Java calls
    an ISO offset date-time, which is what AWS names in its errors.
    """
    if not isinstance(text, str) or not text.isascii():
        return None
    found = FORM.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, decimals, sign, *offset = found.groups()
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    hours, minutes, seconds = (int(part or 0) for part in offset)
    distance = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes > 59 or seconds > 59 or distance > FARTHEST_OFFSET:
        return None
    since = moment - EPOCH + (distance if sign == "-" else -distance)
    return (since // timedelta(seconds=1)) * 1_000_000_000 + int((decimals or "").ljust(9, "0"))
