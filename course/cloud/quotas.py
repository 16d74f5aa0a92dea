"""Quotas on how often a service may be asked: a token bucket for each operation that has one.

The lab throttles nobody of its own accord: a learner's loop is as quick as the machine, and virtual time stands still
in it. `account.quotas.limit(...)` sets a bucket, with AWS's numbers or with smaller ones to look at.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html (API action throttling)
"""

from dataclasses import dataclass

from course.clock import Clock

from .token_bucket import TokenBuckets

__all__ = ["Quota", "QuotaError", "Quotas"]


class QuotaError(ValueError):
    """A quota cannot be what was asked for; the message says what was found and what is expected."""


@dataclass
class Quota:
    """The bucket of one operation: it holds `burst` tokens, and `rate` more come in every second.

    `admitted` and `throttled` count the calls since the quota was set.
    """

    rate: float
    burst: float
    admitted: int = 0
    throttled: int = 0


class Quotas:
    """The quotas of one account."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.clear()

    def limit(self, service: str, operation: str, *, rate: float, burst: float) -> Quota:
        """Let a service take `burst` calls of an operation at once, and `rate` a second for long; the bucket is full.

        Setting it again begins anew. Raises QuotaError where a number is not above 0.
        """
        for name, number in (("rate", rate), ("burst", burst)):
            if not number > 0:
                raise QuotaError(f"{name} is {number!r}; expected a number above 0")
        key = (service, operation)
        self._buckets.drop(key)
        self._quotas[key] = Quota(rate, burst)
        return self._quotas[key]

    def clear(self) -> None:
        """End all quotas."""
        self._buckets = TokenBuckets(self._clock)
        self._quotas: dict[tuple[str, str], Quota] = {}

    def level(self, service: str, operation: str) -> float:
        """Return how many tokens are in an operation's bucket now. Raises QuotaError where it has none."""
        quota = self._quotas.get((service, operation))
        if quota is None:
            raise QuotaError(f"{service} {operation} has no quota here: set one with limit(...)")
        return self._buckets.level((service, operation), quota.rate, quota.burst)

    def admits(self, service: str, operation: str) -> bool:
        """Take a token for a call; False where there is none. What has no quota is always admitted."""
        quota = self._quotas.get((service, operation))
        if quota is None:
            return True
        admitted = self._buckets.take((service, operation), quota.rate, quota.burst)
        quota.admitted += admitted
        quota.throttled += not admitted
        return admitted
