"""The policies that Lambda authorizers returned, each for as long as the authorizer says."""

from collections.abc import Hashable
from typing import Any

from course.clock import Clock

__all__ = ["AuthorizerCache"]


class AuthorizerCache:
    """Policies by authorizer and identity."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[Hashable, tuple[float, dict[str, Any]]] = {}

    def get(self, key: Hashable) -> dict[str, Any] | None:
        """Return what was kept under a key and is still good."""
        until, found = self._kept.get(key, (0.0, None))
        return found if self._clock.elapsed < until else None

    def put(self, key: Hashable, found: dict[str, Any], seconds: float) -> None:
        """Keep what an authorizer returned for so many seconds."""
        self._kept[key] = self._clock.elapsed + seconds, found
