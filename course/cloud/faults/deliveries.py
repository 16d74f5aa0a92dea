"""Faults of deliveries: what becomes of one attempt of the delivery under way."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from .faults import Effect

if TYPE_CHECKING:
    from course.cloud.account import Account
    from course.cloud.attempts import Failure
    from course.cloud.functions import Outcome

__all__ = ["to_function", "to_target"]


def to_target(account: "Account", attempt: int, send: Callable[[], "Failure | None"]) -> "Failure | None":
    """Make an attempt of the delivery under way; `attempt` is its number. None when it was taken."""
    effect = _effect(account, "delivery", attempt)
    if effect is None:
        return send()
    # Not above: attempts stand on the outages that an account's faults bring along.
    from course.cloud.attempts import Failure

    account.clock.sleep(effect.seconds)
    if effect.error:
        return Failure(effect.error.message, code=effect.error.code)
    if effect.kind == "drop":
        return Failure("lost on its way by a fault of this scenario", permanent=True, silent=True)
    failure = send()
    if effect.kind == "duplicate" and failure is None:
        send()
    return failure


def to_function(account: "Account", attempt: int, invoke: Callable[[], "Outcome"]) -> "Outcome":
    """Let a function work on the batch or event of the delivery under way."""
    effect = _effect(account, "handover", attempt)
    if effect is None:
        return invoke()
    from course.cloud.functions import Outcome

    account.clock.sleep(effect.seconds)
    outcome = invoke()
    if effect.kind == "duplicate":
        invoke()
    if effect.kind == "drop" and outcome.refusal is None:
        lost = {"errorType": "AnswerLost", "errorMessage": "the answer was lost by a fault of this scenario"}
        return Outcome(json.dumps(lost), failed=True)
    return outcome


def _effect(account: "Account", place: str, attempt: int) -> Effect | None:
    span = next(account.trace.causes(), None) if account.faults else None
    if span is None or span.kind != "delivery":
        return None
    return account.faults.at(place, span.service, "delivery", span.target, source=span.name, attempt=attempt)
