"""What becomes of an invocation that a fault strikes."""

import json
from collections.abc import Callable
from typing import Any

from course.clock import Clock
from course.cloud.faults import Effect
from course.runtime import Ended

from .outcome import Refusal

__all__ = ["struck", "throttled"]

Handling = Callable[..., Ended]  # what runs a handler


def throttled(effect: Effect | None) -> Refusal | None:
    """Return why Lambda does not run the function; None where no fault throttles it."""
    if effect is None or effect.kind != "throttle" or effect.error is None:
        return None
    error = effect.error
    return Refusal(error.status, error.code, error.message, "ConcurrentInvocationLimitExceeded")


def struck(clock: Clock, effect: Effect | None, handling: Handling) -> Handling:
    """Return what takes the place of a handler's run: one that takes longer, or fails as soon as it has begun."""
    if effect is None:
        return handling

    def work(*asked: Any) -> Ended:
        clock.sleep(effect.seconds)
        if effect.error:
            document = {"errorType": effect.error.code, "errorMessage": effect.error.message}
            return Ended(json.dumps(document), failed=True)
        return handling(*asked)

    return work
