"""A client's retries without chance: two equal runs wait as long, and what one account was asked leaves the next its tries."""

from typing import Any

from botocore.retries.quota import RetryQuota
from botocore.retries.standard import ExponentialBackoff

__all__ = ["acquire", "delay_amount"]

_delay_amount = ExponentialBackoff.delay_amount


def delay_amount(backoff: ExponentialBackoff, context: Any) -> float:
    """Return how long is waited before a retry, in seconds: the middle of what botocore draws from by lot."""
    backoff._random = _middle  # noqa: SLF001
    delay: float = _delay_amount(backoff, context)
    return delay


def _middle() -> float:
    return 0.5


def acquire(_: RetryQuota, __: int) -> bool:
    """Let every retry be made: a client has a budget of them, and here one client serves many accounts."""
    return True
