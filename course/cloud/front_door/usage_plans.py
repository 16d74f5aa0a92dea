"""API keys and usage plans: who may come at all, how fast, and how often.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

from datetime import datetime, timedelta
from typing import Any

from moto.apigateway.models import ApiKey, UsagePlan, apigateway_backends

from course.cloud.token_bucket import TokenBuckets

from .gateway_response import RefusedError
from .visit import Visit

__all__ = ["UsagePlans"]


class UsagePlans:
    """The counts of all keys: by plan and key, how many requests in the present period."""

    def __init__(self, buckets: TokenBuckets) -> None:
        self._buckets = buckets
        self._used: dict[tuple[str, str, str], int] = {}

    def admit(self, visit: Visit) -> None:
        """Let a request in by its API key, where the method wants one. Raises RefusedError: 403 or 429."""
        if not visit.method.get("apiKeyRequired"):
            return
        backend = apigateway_backends[visit.api.account_id][visit.api.region_name]
        key = _key(visit, list(backend.keys.values()))
        plans = [each for each in backend.usage_plans.values() if _covers(each, visit)]
        plan = next(
            (each for each in plans if key and key.id in backend.usage_plan_keys.get(each.id, {})), None
        )
        if key is None or plan is None:
            raise RefusedError(
                "INVALID_API_KEY", why="API Key is not authorized because it is not part of a usage plan"
            )
        visit.key = key
        self._throttle(plan, key, visit)
        self._count(plan, key, visit)

    def _throttle(self, plan: UsagePlan, key: ApiKey, visit: Visit) -> None:
        of_method = _method_limit(plan, visit)
        for name, limit in (("plan", plan.throttle), ("method", of_method)):
            if limit and not self._buckets.take(
                (
                    name,
                    plan.id,
                    key.id,
                    visit.here.route.id if name == "method" else "",
                    visit.here.verb if name == "method" else "",
                ),
                float(limit.get("rateLimit", 0)),
                float(limit.get("burstLimit", 0)),
            ):
                raise RefusedError("THROTTLED")

    def _count(self, plan: UsagePlan, key: ApiKey, visit: Visit) -> None:
        if not plan.quota:
            return
        period = _period(
            visit.began, str(plan.quota.get("period", "MONTH")), int(plan.quota.get("offset") or 0)
        )
        place = (plan.id, key.id, period)
        if self._used.get(place, 0) >= int(plan.quota["limit"]):
            raise RefusedError("QUOTA_EXCEEDED")
        self._used[place] = self._used.get(place, 0) + 1


def _key(visit: Visit, keys: list[ApiKey]) -> ApiKey | None:
    source = visit.api.api_key_source
    wanted = (
        visit.authorizer.get("usageIdentifierKey")
        if source == "AUTHORIZER"
        else visit.request.headers.get("x-api-key")
    )
    return next((each for each in keys if each.value == wanted and each.enabled), None)


def _covers(plan: UsagePlan, visit: Visit) -> bool:
    return any(
        each.get("apiId") == visit.api.id and each.get("stage") == visit.stage.name
        for each in plan.api_stages
    )


def _method_limit(plan: UsagePlan, visit: Visit) -> dict[str, Any]:
    for each in plan.api_stages:
        if each.get("apiId") == visit.api.id and each.get("stage") == visit.stage.name:
            return dict((each.get("throttle") or {}).get(f"{visit.here.route.path}/{visit.here.verb}") or {})
    return {}


def _period(now: datetime, length: str, offset: int) -> str:
    """Return a name for the day, week or month that a quota counts in; it begins `offset` days late."""
    if length == "DAY":
        return f"{now:%Y-%m-%d}"
    day = now - timedelta(days=offset)
    # A week of AWS's begins on Sunday.
    return (
        f"{day:%Y-%m}" if length == "MONTH" else f"{day - timedelta(days=(day.weekday() + 1) % 7):%Y-%m-%d}"
    )
