"""What the front door remembers between requests: buckets, counts, authorizers' policies, cached answers."""

from course.clock import Clock
from course.cloud.token_bucket import TokenBuckets

from .authorizer_cache import AuthorizerCache
from .stage_cache import StageCache
from .usage_plans import UsagePlans

__all__ = ["Doors"]


class Doors:
    """One account's: `buckets`, `plans`, `policies`, `answers`."""

    def __init__(self, clock: Clock) -> None:
        self.buckets = TokenBuckets(clock)
        self.plans = UsagePlans(self.buckets)
        self.policies = AuthorizerCache(clock)
        self.answers = StageCache(clock)
