"""What happened in an account: every call, delivery and invocation as a span with its cause.

The trace is the one source of every timeline, map and meter. It is plain data in the order of the beginnings.

What `detail` holds, by kind and service:

- call: `parameters` (what was asked, as the protocol shows it), `http` (the answer's status), `reason` where the
  caller was ended in the middle;
- delivery, sns: `protocol`, `message_id`, `attempts`, `decision` (of the filter policy, where filtered), `reason`
  (where pending, lost or set aside);
- delivery, sqs (a batch for a function): `messages`, `failed` (how many of them go back);
- delivery, lambda (an asynchronous invocation): `attempts`, `error` (the last error document, where there is one);
- invocation, lambda: `attempt`, `cold`, `billed_ms`, `memory`, `error`;
- invocation, http (a partner's server): `http` (0: nobody answered);
- execution (of a state machine): `execution` (its ARN), `type`, `input`, `outcome` (its status), `redrives`, `error` and `cause`;
- state (a visit to one): `type`, `event` (the id of its entered event), `iteration`, `attempts`, `error` and `cause`,
  `reason` (where it was cut short).
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

    `kind` is call, delivery, invocation, execution or state; `name` the operation or the resource that acted; `target` the resource it
    was done to; `cause` the id of the span within which it began. `detail` holds plain JSON data (see above).

    `status` of all but a delivery is ok or error; of a delivery ok, filtered, pending (nobody confirmed the
    subscription), retrying (a batch goes back to its queue), dead-letter (set aside in the end) or lost.
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
        self._open: dict[int, Span] = {}

    def open(self, kind: str, service: str, name: str, target: str = "", **detail: Any) -> Span:
        """Note that something begins now; `close` ends it. Its cause is the span that runs at present."""
        now = self._clock.elapsed
        span = Span(len(self) + 1, _cause.get(), kind, service, name, target, now, now, detail=detail)
        self.append(span)
        self._open[span.id] = span
        return span

    def close(self, span: Span, status: str = "ok", **detail: Any) -> None:
        """Note that it ended now, and how."""
        self._open.pop(span.id, None)
        span.end = self._clock.elapsed
        span.status = status
        span.detail.update(detail)

    def cut(self, cause: Span, reason: str) -> None:
        """End the calls that `cause` had under way when its code was ended in the middle."""
        for span in [each for each in self._open.values() if each.cause == cause.id and each.kind == "call"]:
            self.close(span, "error", reason=reason)

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
