"""Wait: for so many seconds, or until a time.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
"""

from datetime import UTC, datetime

from course.asl.engine.visit import Outcome
from course.asl.jsonpath import parse_timestamp

from .attempt import Attempt
from .numbers import mistaken

__all__ = ["wait"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# The longest that a state waits: 2**31 - 1 seconds, some 68 years. AWS publishes no figure; 24855 days are fewer.
LONGEST = 2**31 - 1


def wait(attempt: Attempt) -> Outcome:
    """Let time pass, and hand on the input."""
    name = "Timestamp" if "Timestamp" in attempt.fields or "TimestampPath" in attempt.fields else "Seconds"
    seconds = _until(attempt) if name == "Timestamp" else _seconds(attempt)
    if seconds > LONGEST:
        sentence = f"The {name} field leads to a wait of {seconds} seconds, and {LONGEST} are the most."
        raise mistaken(attempt.fields, name, sentence)
    attempt.flow.execution.clock.sleep(float(seconds))
    return attempt.leave_with(attempt.scope.effective)


def _seconds(attempt: Attempt) -> int:
    found = attempt.whole("Seconds") or 0
    if found < 0:
        raise mistaken(attempt.fields, "Seconds", f"The Seconds field must not be negative, but was: {found}")
    return found


def _until(attempt: Attempt) -> float:
    """Return the seconds until the time; what it has beyond whole seconds AWS cuts off."""
    found = attempt.field("Timestamp")
    nanoseconds = parse_timestamp(found)
    if nanoseconds is None:
        raise mistaken(
            attempt.fields,
            "Timestamp",
            f"The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {found}",
        )
    now = (attempt.flow.execution.clock.now - EPOCH).total_seconds()
    return max(nanoseconds // 10**9 - now, 0.0)
