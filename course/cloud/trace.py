"""What happened in an account: every call, delivery and invocation as a span with its cause.

The trace is the one source of every timeline, map and meter. It is plain data in the order of the beginnings.
"""

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from course.clock import Clock

__all__ = ["Span", "Trace"]

_cause: contextvars.ContextVar[int | None] = contextvars.ContextVar("cause", default=None)


@dataclass
class Span:
    """One thing that took place, from `start` to `end` (virtual seconds since the account's start).

    `kind` is call, delivery or invocation; `name` the operation or the resource that acted; `target` the resource it
    was done to; `cause` the id of the span within which it began. `status` is ok, error, lost, filtered, retrying or
    throttled, and `detail` holds plain JSON data that depends on the kind.
    """

    id: int
    cause: int | None
    kind: str
    service: str
    name: str
    target: str
    start: float
    end: float
    status: str = "ok"
    detail: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the span as JSON-ready data."""
        return asdict(self)


class Trace(list[Span]):
    """The spans of one account, in the order in which they began."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def open(self, kind: str, service: str, name: str, target: str = "", **detail: Any) -> Span:
        """Note that something begins now; `close` ends it. Its cause is the span that runs at present."""
        now = self._clock.elapsed
        span = Span(len(self) + 1, _cause.get(), kind, service, name, target, now, now, detail=detail)
        self.append(span)
        return span

    def close(self, span: Span, status: str = "ok", **detail: Any) -> None:
        """Note that it ended now, and how."""
        span.end = self._clock.elapsed
        span.status = status
        span.detail.update(detail)

    @contextmanager
    def within(self, span: Span) -> Iterator[Span]:
        """Let whatever begins inside this block have `span` as its cause."""
        token = _cause.set(span.id)
        try:
            yield span
        finally:
            _cause.reset(token)

    def find(self, **wanted: Any) -> list[Span]:
        """Return the spans whose fields have the wanted values: ``trace.find(service="sns", name="Publish")``."""
        return [span for span in self if all(getattr(span, key) == value for key, value in wanted.items())]
