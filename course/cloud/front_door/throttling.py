"""Who is sent away with 429: by the stage's limits for the method, and by the account's for all APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
"""

from course.cloud.token_bucket import TokenBuckets
from course.facts import value

from .gateway_response import RefusedError
from .visit import Visit

__all__ = ["check"]


def check(visit: Visit, buckets: TokenBuckets) -> None:
    """Let a request through the buckets of its method and of the account. Raises RefusedError (429)."""
    settings = visit.settings
    if settings.rate is not None and settings.burst is not None:
        key = (visit.api.id, visit.stage.name, visit.here.route.id, visit.here.verb)
        _take(buckets, key, settings.rate, settings.burst)
    limits = value("apigateway.throttle.rate"), value("apigateway.throttle.burst")
    _take(buckets, ("account", visit.api.region_name), *limits)


def _take(buckets: TokenBuckets, key: tuple[object, ...], rate: float, burst: float) -> None:
    # A negative limit is AWS's way to say that there is none.
    if rate >= 0 and burst >= 0 and not buckets.take(key, rate, burst):
        raise RefusedError("THROTTLED")
