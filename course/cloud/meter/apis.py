"""Amazon API Gateway: requests of REST and HTTP APIs, and hours of a cache.

https://aws.amazon.com/api-gateway/pricing/
"""

import json
from collections import Counter
from collections.abc import Iterator

from course.facts import fact

from .bill import Count
from .counting import Used

__all__ = ["count"]

_HTTP_CHUNK = 512  # KB


def count(used: Used) -> Iterator[Count | str]:
    """Count requests by the kind of API, and the hours of each cache since the first one was switched on."""
    requests = [span for span in used.of("call", "execute-api") if span.detail.get("http") != 429]
    if requests:
        from moto.apigatewayv2.models import apigatewayv2_backends

        account = used.account
        apis = apigatewayv2_backends[account.id][account.region].apis
        http = [span for span in requests if span.target in apis]
        yield Count("apigateway", "REST requests", "apigateway.rest", len(requests) - len(http))
        yield Count("apigateway", "HTTP requests", "apigateway.http", len(http))
        if http:
            yield f"Requests of HTTP APIs beyond {_HTTP_CHUNK} KB, which count more than once."
    yield from _caches(used)


def _caches(used: Used) -> Iterator[Count | str]:
    switched = [
        span.start
        for span in used.of("call", "apigateway")
        if "cacheClusterEnabled" in json.dumps(span.detail.get("parameters", {}))
    ]
    if not switched:
        return
    from moto.apigateway.models import apigateway_backends

    account, prices = used.account, fact("price.apigateway.cache").value
    hours = (account.clock.elapsed - min(switched)) / 3600
    stages = [
        stage
        for api in apigateway_backends[account.id][account.region].apis.values()
        for stage in api.stages.values()
        if stage.cache_cluster_enabled
    ]
    for size, many in sorted(Counter(str(stage.cache_cluster_size or "0.5") for stage in stages).items()):
        if size in prices:
            yield Count("apigateway", f"cache of {size} GB", "apigateway.cache", many * hours, many, size)
        else:
            yield f"{many} caches of API Gateway of {size} GB, a size without a price here."
