"""A state's retriers and catchers in words."""

from collections.abc import Iterator
from typing import Any

from course.widgets.words import duration, number

__all__ = ["error_names", "retriers", "retry_mark"]

# What a retrier does unless it says otherwise
# (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html).
_ATTEMPTS, _INTERVAL, _RATE = 3, 1, 2


def error_names(found: Any) -> str:
    """Return the names of an ErrorEquals; `States.ALL` is any error."""
    names = [str(each) for each in found] if isinstance(found, list) else []
    return ", ".join("any error" if name == "States.ALL" else name for name in names) or "no error named"


def retry_mark(value: Any) -> str:
    """Return the sign and how many times the most patient retrier tries again; empty without retriers."""
    attempts = [each.get("MaxAttempts", _ATTEMPTS) for each in _objects(value)]
    if not attempts:
        return ""
    known = [each for each in attempts if _is_number(each)]
    return f"↻ {number(max(known))}\N{MULTIPLICATION SIGN}" if known else "↻"


def retriers(value: Any) -> Iterator[str]:
    """Yield a sentence for each retrier: `on Lambda.Unknown tries again 3 times, after 2 s, each time 2 times as long`."""
    for each in _objects(value):
        attempts, interval, rate = (
            each.get(name, default)
            for name, default in (
                ("MaxAttempts", _ATTEMPTS),
                ("IntervalSeconds", _INTERVAL),
                ("BackoffRate", _RATE),
            )
        )
        named = error_names(each.get("ErrorEquals"))
        if attempts == 0:
            yield f"on {named} does not try again"
            continue
        said = f"on {named} tries again {_times(attempts)}, after {_seconds(interval)}"
        if attempts != 1 and rate != 1:
            said += f", each time {_times(rate)} as long"
        if "MaxDelaySeconds" in each:
            said += f", at most {_seconds(each['MaxDelaySeconds'])}"
        yield said + (", or less by chance" if each.get("JitterStrategy") == "FULL" else "")


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _times(value: Any) -> str:
    return f"{number(value) if _is_number(value) else value} time{'' if value == 1 else 's'}"


def _seconds(value: Any) -> str:
    return duration(value) if _is_number(value) else f"{value} s"
