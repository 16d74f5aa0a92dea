"""Wait: for so many seconds, or until a time."""

from datetime import UTC, datetime

from course.asl.engine.visit import Outcome
from course.asl.jsonpath import parse_timestamp

from .attempt import Attempt
from .numbers import mistaken, whole

__all__ = ["wait"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# The longest that a state waits: 2**31 - 1 seconds, some 68 years. AWS publishes no figure; it accepts 24855 days.
LONGEST = 2**31 - 1


def wait(attempt: Attempt) -> Outcome:
    """Let time pass, and hand on the input."""
    by_time = "Timestamp" in attempt.fields or "TimestampPath" in attempt.fields
    attempt.flow.execution.clock.sleep(min(_until(attempt) if by_time else _seconds(attempt), LONGEST))
    return attempt.leave_with(attempt.scope.effective)


def _seconds(attempt: Attempt) -> float:
    found = whole(attempt, "Seconds") or 0
    if found < 0:
        raise mistaken(attempt, "Seconds", f"The Seconds field must not be negative, but was: {found}")
    return float(found)


def _until(attempt: Attempt) -> float:
    found = attempt.field("Timestamp")
    nanoseconds = parse_timestamp(found)
    if nanoseconds is None:
        raise mistaken(
            attempt,
            "Timestamp",
            f"The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {found}",
        )
    now = (attempt.flow.execution.clock.now - EPOCH).total_seconds()
    return max(nanoseconds / 1e9 - now, 0.0)
