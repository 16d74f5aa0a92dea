"""What the rooms of this folder count with."""

import math
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from course.cloud.trace import Span

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Used", "chunks", "size_of"]

_CHUNK = 64 * 1024


class Used:
    """What a run used: its spans, by kind and service.

    Calls that were refused are not among them, since nobody pays for these, but those whose answer was lost are.
    """

    def __init__(self, account: "Account") -> None:
        self.account = account
        self._spans: dict[tuple[str, str], list[Span]] = {}
        for span in account.trace:
            if span.kind != "call" or span.service == "execute-api" or _served(span):
                self._spans.setdefault((span.kind, span.service), []).append(span)

    def of(self, kind: str, service: str) -> list[Span]:
        """Return the spans of a kind and a service."""
        return self._spans.get((kind, service), [])

    def calls(self) -> Counter[str]:
        """Return how many calls there were, by service."""
        return Counter(
            {service: len(spans) for (kind, service), spans in self._spans.items() if kind == "call"}
        )

    def within(self, span: Span, kind: str) -> Span | None:
        """Return the nearest span of this kind that a span is within."""
        trace, cause = self.account.trace, span.cause
        while cause is not None:
            outer = trace[cause - 1]
            if outer.kind == kind:
                return outer
            cause = outer.cause
        return None


def _served(span: Span) -> bool:
    return span.status == "ok" or any(each["kind"] == "drop" for each in span.detail.get("fault", ()))


def chunks(size: int) -> int:
    """Return how many pieces of 64 KB a payload of so many bytes counts as: one at the least."""
    return max(math.ceil(size / _CHUNK), 1)


def size_of(texts: Iterable[Any]) -> int:
    """Return the bytes of texts, and of all that is within lists and objects."""
    total = 0
    for each in texts:
        if isinstance(each, str):
            total += len(each.encode())
        elif isinstance(each, dict):
            total += size_of(each.values())
        elif isinstance(each, list):
            total += size_of(each)
    return total
