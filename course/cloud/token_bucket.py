"""Token buckets on virtual time: so many requests a second, and so many at once.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
"""

from collections.abc import Hashable
from dataclasses import dataclass

from course.clock import Clock

__all__ = ["TokenBuckets"]


@dataclass
class _Bucket:
    tokens: float
    at: float


class TokenBuckets:
    """Buckets by whatever is throttled. Each is full at first, and fills at its rate up to its burst."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[Hashable, _Bucket] = {}

    def take(self, key: Hashable, rate: float, burst: float) -> bool:
        """Take a token out of a bucket; tell whether there was one. A rate of 0 lets nobody in."""
        bucket = self._filled(key, rate, burst)
        if rate <= 0 or bucket.tokens < 1 - 1e-9:
            return False
        bucket.tokens -= 1
        return True

    def level(self, key: Hashable, rate: float, burst: float) -> float:
        """Return how many tokens are in a bucket now."""
        return self._filled(key, rate, burst).tokens

    def drop(self, key: Hashable) -> None:
        """Forget a bucket; it will be full again."""
        self._buckets.pop(key, None)

    def _filled(self, key: Hashable, rate: float, burst: float) -> _Bucket:
        now = self._clock.elapsed
        bucket = self._buckets.setdefault(key, _Bucket(burst, now))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        return bucket
