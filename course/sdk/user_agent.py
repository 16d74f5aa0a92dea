"""The User-Agent header: botocore puts it together from thirty parts, letter by letter, twice for each request."""

from typing import Any, Self

from botocore.context import get_context
from botocore.useragent import UserAgentString

__all__ = ["UserAgent"]


class UserAgent(UserAgentString):  # type: ignore[misc]  # botocore has no types
    """Botocore's own text, kept for each set of features of the SDK that a request makes use of."""

    _kept: dict[frozenset[str], str] | None = None

    def with_client_config(self, client_config: Any) -> Self:
        """Return a copy for one client, of which nothing changes any more."""
        copied: Self = super().with_client_config(client_config)
        copied._kept = {}
        return copied

    def to_string(self) -> str:
        """Return the header's text."""
        context = get_context()
        if self._kept is None or context is None:
            return str(super().to_string())
        features = frozenset(context.features)
        if features not in self._kept:
            self._kept[features] = str(super().to_string())
        return self._kept[features]
