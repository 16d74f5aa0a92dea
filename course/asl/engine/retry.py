"""Which retrier or catcher takes an error, and how long a retrier waits.

Source: https://states-language.net/#errors and
https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
"""

import random
from typing import Any

from course.asl.errors import StatesError
from course.facts import value

from .limits import TooLargeError

__all__ = ["Retriers", "delay_of", "find", "is_fatal", "takes"]

DEFAULTS: dict[str, Any] = value("states.retry")

Handlers = list[dict[str, Any]]


def is_fatal(error: StatesError) -> bool:
    """Tell whether the execution fails whatever its retriers and catchers say."""
    return error.error == "States.Runtime"


def takes(names: list[str], error: StatesError) -> bool:
    """Tell whether an ErrorEquals matches.

    States.ALL takes every error but those that are fatal and the state's own data being too large; States.TaskFailed
    takes every error but a timeout as well.
    """
    if is_fatal(error):
        return False
    if error.error in names or any(name in names for name in error.also):
        return True
    if isinstance(error, TooLargeError):
        return False
    return "States.ALL" in names or ("States.TaskFailed" in names and error.error != "States.Timeout")


def find(handlers: Handlers, error: StatesError) -> int | None:
    """Return the index of the first retrier or catcher that takes the error, or None."""
    return next((index for index, each in enumerate(handlers) if takes(each["ErrorEquals"], error)), None)


def delay_of(retrier: dict[str, Any], attempt: int, chance: random.Random) -> float | None:
    """Return the seconds before retry number `attempt`, from 1; None if the retrier makes fewer.

    They grow by BackoffRate up to MaxDelaySeconds; with JitterStrategy FULL they are anything between nothing and
    that, drawn from `chance`.
    """
    if attempt > retrier.get("MaxAttempts", DEFAULTS["attempts"]):
        return None
    interval = retrier.get("IntervalSeconds", DEFAULTS["interval"])
    longest = retrier.get("MaxDelaySeconds", DEFAULTS["max_delay"])
    try:
        grown = interval * float(retrier.get("BackoffRate", DEFAULTS["backoff"])) ** (attempt - 1)
    except OverflowError:
        grown = longest
    delay = float(min(grown, longest))
    return chance.uniform(0, delay) if retrier.get("JitterStrategy") == "FULL" else delay


class Retriers:
    """The retriers of one visit to one state, each with the retries it has used; `count` is their sum."""

    def __init__(self, retriers: Handlers) -> None:
        self.count = 0
        self._retriers = retriers
        self._used = [0] * len(retriers)

    def delay(self, error: StatesError, chance: random.Random) -> float | None:
        """Return the seconds to wait before the next attempt, or None: the first that takes the error decides."""
        index = find(self._retriers, error)
        if index is None:
            return None
        delay = delay_of(self._retriers[index], self._used[index] + 1, chance)
        if delay is not None:
            self._used[index] += 1
            self.count += 1
        return delay
