"""Attempts that are made again: as EventBridge's rules and EventBridge Scheduler do.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from course.cloud.attempts import Failure
from course.cloud.faults.deliveries import to_target
from course.facts import latency, retry_delays, value

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Ending", "Patience", "patience", "persist"]


@dataclass(frozen=True)
class Patience:
    """How long something is tried: so many retries, and no longer than so many seconds in all."""

    retries: int
    age: float


@dataclass(frozen=True)
class Ending:
    """How the attempts ended. `exhausted` names the limit that ended them, "" where none did."""

    failure: Failure | None
    attempts: int
    exhausted: str = ""


def patience(policy: Mapping[str, Any] | None) -> Patience:
    """Return what a RetryPolicy asks for; AWS's defaults where it says nothing."""
    asked = policy or {}
    return Patience(
        int(asked.get("MaximumRetryAttempts", value("events.retry.most"))),
        float(asked.get("MaximumEventAgeInSeconds", value("events.retry.age"))),
    )


def persist(
    account: "Account", attempt: Callable[[], Failure | None], limits: Patience, *, service: str
) -> Ending:
    """Make attempts until one succeeds, the failure is permanent, or a limit is reached. Call it from a task."""
    clock = account.clock
    begun = clock.elapsed
    clock.sleep(latency(service, "deliver"))
    failure, attempts = to_target(account, 1, attempt), 1
    for wait in islice(retry_delays("events.retry.schedule"), limits.retries):
        if failure is None or failure.permanent:
            return Ending(failure, attempts)
        left = begun + limits.age - clock.elapsed
        if wait > left:
            clock.sleep(max(left, 0))
            return Ending(failure, attempts, "MaximumEventAgeInSeconds")
        clock.sleep(wait)
        attempts += 1
        failure = to_target(account, attempts, attempt)
    spent = failure is not None and not failure.permanent
    return Ending(failure, attempts, "MaximumRetryAttempts" if spent else "")
