"""The time as moto reckons it, to the last bit, without making the year 1970 anew each time."""

from datetime import UTC, datetime

from moto.core import utils

__all__ = ["unix_time_millis"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def unix_time_millis(moment: datetime | None = None) -> float:
    """Return the milliseconds since 1970 until now, or until a moment as moto has them: UTC, but not said so."""
    if moment is not None:
        return utils.unix_time_millis(moment)
    passed = datetime.now(UTC) - _EPOCH
    return ((passed.days * 86400) + (passed.seconds + (passed.microseconds / 1e6))) * 1000.0
