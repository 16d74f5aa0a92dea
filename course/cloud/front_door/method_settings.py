"""What a stage sets for a method: throttling, cache, metrics, logs.

https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
"""

from dataclasses import dataclass
from typing import Any

from moto.apigateway.models import Stage

from course.facts import value

__all__ = ["MethodSettings"]


@dataclass(frozen=True)
class MethodSettings:
    """The settings that hold for one method. A `rate` or `burst` of None: nothing but the account's own limits."""

    rate: float | None = None
    burst: int | None = None
    caching: bool = False
    ttl: int = value("apigateway.cache.ttl")
    guarded: bool = True
    unauthorized: str = "SUCCEED_WITH_RESPONSE_HEADER"
    detailed_metrics: bool = False
    logging: str = "OFF"
    is_own: bool = False

    @classmethod
    def of(cls, stage: Stage, path: str, verb: str) -> "MethodSettings":
        """Return what holds for a method of a stage: what is set for it alone, else what is set for all."""
        everywhere = stage.method_settings.get("*/*") or {}
        own = next(filter(None, (stage.method_settings.get(key) for key in _keys(path, verb))), None)
        found: dict[str, Any] = own or everywhere
        return cls(
            rate=found.get("throttlingRateLimit"),
            burst=found.get("throttlingBurstLimit"),
            caching=bool(stage.cache_cluster_enabled and found.get("cachingEnabled", False)),
            ttl=int(found.get("cacheTtlInSeconds", value("apigateway.cache.ttl"))),
            guarded=bool(found.get("requireAuthorizationForCacheControl", True)),
            unauthorized=str(found.get("unauthorizedCacheControlHeaderStrategy", cls.unauthorized)),
            detailed_metrics=bool(found.get("metricsEnabled", False)),
            logging=str(found.get("loggingLevel") or "OFF"),
            is_own=own is not None,
        )


def _keys(path: str, verb: str) -> tuple[str, str]:
    """Return a method as the paths of UpdateStage write it, its slashes as ~1: with the first, and without."""
    return f"{path.replace('/', '~1')}/{verb}", f"{path.lstrip('/').replace('/', '~1')}/{verb}"
