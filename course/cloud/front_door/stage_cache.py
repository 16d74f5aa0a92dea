"""The answers that a stage keeps.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
"""

from collections.abc import Hashable
from typing import Any

from course.clock import Clock
from course.facts import value

from .messages import Answer
from .visit import Visit

__all__ = ["StageCache"]


class StageCache:
    """Answers by stage, method and the parameters of the key."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[tuple[Any, ...], tuple[float, Answer]] = {}

    def get(self, visit: Visit) -> Answer | None:
        """Return the answer that is kept for such a request and is still fresh."""
        until, found = self._kept.get(_key(visit), (0.0, None))
        return found if self._clock.elapsed < until else None

    def put(self, visit: Visit, answer: Answer) -> None:
        """Keep a good answer as long as the method's setting says; a large one is not kept."""
        seconds = min(visit.settings.ttl, value("apigateway.cache.ttl_max"))
        if (
            200 <= answer.status < 300
            and len(answer.content) <= value("apigateway.cache.item")
            and seconds > 0
        ):
            self._kept[_key(visit)] = self._clock.elapsed + seconds, answer

    def drop(self, visit: Visit) -> None:
        """Forget the answer that is kept for such a request."""
        self._kept.pop(_key(visit), None)

    def flush(self, api: str, stage: str) -> None:
        """Forget everything of a stage."""
        self._kept = {key: kept for key, kept in self._kept.items() if key[:2] != (api, stage)}


def _key(visit: Visit) -> tuple[Any, ...]:
    """Return what tells one answer from another: the method and its key parameters, and nothing else of the request."""
    integration = visit.integration
    place = integration.get("cacheNamespace") or visit.here.route.id
    found: list[Hashable] = []
    for parameter in sorted(integration.get("cacheKeyParameters") or []):
        kind, _, name = parameter.removeprefix("method.request.").partition(".")
        if kind == "path":
            found.append(visit.here.parameters.get(name))
        elif kind == "querystring":
            found.append(tuple(visit.request.query.get(name) or ()))
        else:
            found.append(visit.request.headers.get(name))
    return visit.api.id, visit.stage.name, place, visit.request.method, tuple(found)
