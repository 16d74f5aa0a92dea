"""botocore itself: what it leaves to chance would make two equal runs differ, and what it does to send anything."""

from typing import Any

from botocore import httpsession
from botocore.retries.quota import RetryQuota
from botocore.retries.standard import ExponentialBackoff

from course.sdk import ready_for_tls

from .seam import Seam

__all__ = ["SEAMS"]


def _delay_amount(backoff: ExponentialBackoff, context: Any) -> float:
    backoff._random = _middle  # noqa: SLF001
    delay: float = _botocore_delay_amount(backoff, context)
    return delay


def _middle() -> float:
    return 0.5


def _acquire(_: RetryQuota, __: int) -> bool:
    return True


_botocore_delay_amount = ExponentialBackoff.delay_amount

SEAMS = (
    Seam(ExponentialBackoff, "delay_amount", _delay_amount, "the wait before a retry is drawn by lot"),
    Seam(
        RetryQuota,
        "acquire",
        _acquire,
        "a client has a budget of retries, and here one client serves many accounts",
    ),
    Seam(
        httpsession,
        "create_urllib3_context",
        ready_for_tls,
        "each client makes ready for TLS, a fifth of the time that it takes, and nothing is sent here",
    ),
)
