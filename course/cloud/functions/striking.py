"""What becomes of an invocation that a fault strikes."""

import json
from collections.abc import Callable
from typing import Any

from course.clock import Clock
from course.cloud.faults import Effect
from course.runtime import Ended, Invocation

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
    """Return what takes the place of a handler's run: one that takes longer, fails at once, or ends before it answers."""
    if effect is None:
        return handling

    def work(*asked: Any) -> Ended:
        clock.sleep(effect.seconds)
        if effect.error:
            document = {"errorType": effect.error.code, "errorMessage": effect.error.message}
            return Ended(json.dumps(document), failed=True)
        ended = handling(*asked)
        return _unheard(asked[1]) if effect.kind == "drop" else ended

    return work


def _unheard(invocation: Invocation) -> Ended:
    """Return how an invocation ends whose environment breaks off when the work is done."""
    text = f"RequestId: {invocation.aws_request_id} Error: Runtime exited without providing a reason"
    document = {"errorType": "Runtime.ExitError", "errorMessage": text}
    return Ended(json.dumps(document), failed=True, survives=False)
