"""What happened in an account: every call, delivery and invocation as a span with its cause.

The trace is the one source of every timeline, map and meter. It is plain data in the order of the beginnings.

What `detail` holds, by kind and service:

- call: `parameters` (what was asked, as the protocol shows it), `http` (the answer's status), `reason` where the
  caller was ended in the middle, `region` where it went to another than the account's;
- call, execute-api (a request to an API; its name is verb and path): `api`, `stage`, `resource`, `latency` and
  `integration_latency` (milliseconds), `cache` (hit or miss, where there is a cache), `role` (in which a service is called), `http`, `refused` and `reason` (the
  type of gateway response, and why, in the words of the execution log);
- call, dynamodb: `read_units` and `write_units` (request units that it took up); call, sqs: `bytes` (of what was
  received);
- call, delivery, invocation, state, where faults struck it: `fault` (a list of `rule`, `kind`, `error`, `seconds`);
- delivery, sns: `protocol`, `message_id`, `attempts`, `decision` (of the filter policy, where filtered), `reason`
  (where pending, lost or set aside);
- delivery, sqs (a batch for a function): `messages`, `failed` (how many of them go back); its cause is the sending of
  its first message;
- delivery, dynamodb (a batch of a stream for a function, one for each attempt): `messages`, `failed`, `condition`
  (where the records were given up); its cause is the writing of its first record;
- delivery, lambda (an asynchronous invocation): `attempts`, `condition` (why no more), `error` (the last error
  document, where there is one);
- delivery, events (from a rule to a target): `bus`, `event` (its id), `target_id`, `attempts`, `reason` (where set aside
  or lost), `dead_letter` (why the dead-letter queue did not take it), `loop` (where a rule fed itself). A rule that did not
  want an event is a filtered delivery from the bus to the rule, with `reason` and `decision`; of many such rules the
  furthest from a match share one with their number in `rules`;
- delivery, scheduler (from a schedule to its target): `group`, `scheduled` (the moment), `attempts`, `reason`;
- delivery, s3 (a notification from a bucket): `event` (such as ObjectCreated:Put), `attempts`, `reason`;
- delivery, cloudwatch (from an alarm to an action): `state` (the alarm's new one), `reason` (where lost);
- invocation, lambda: `attempt`, `cold`, `billed_ms`, `memory`, `error`, `refused` (the error's code where the function
  was not run at all: throttled, or stopped in a loop);
- invocation, http (a partner's server): `http` (0: nobody answered);
- execution (of a state machine): `execution` (its ARN), `type`, `input`, `outcome` (its status), `redrives`, `error` and `cause`;
- what X-Ray is to show (an invocation, an execution, a request to an API): `traced`, and `trace_id` where it came along;
- state (a visit to one): `type`, `event` (the id of its entered event), `iteration`, `attempts`, `error` and `cause`,
  `reason` (where it was cut short).
"""

import contextvars
from collections.abc import Callable, Iterator
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

    def is_open(self, span: Span) -> bool:
        """Tell whether a span has not ended yet."""
        return span.id in self._open

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

    @contextmanager
    def caused_by(self, cause: int | None) -> Iterator[None]:
        """Let whatever begins inside this block have the span with this id as its cause; None for no cause."""
        token = _cause.set(cause)
        try:
            yield
        finally:
            _cause.reset(token)

    def current(self) -> int | None:
        """Return the id of the span that runs at present; None outside of all."""
        return _cause.get()

    def causes(self) -> Iterator[Span]:
        """Yield the span that runs at present, the one within which it began, and so on."""
        cause = _cause.get()
        while cause is not None:
            span = self[cause - 1]
            yield span
            cause = span.cause

    def lead(self, span: Span) -> Callable[[], None]:
        """Let whatever begins in this task from now on have `span` as its cause, until the answer is called there."""
        token = _cause.set(span.id)
        return lambda: _cause.reset(token)

    def find(self, **wanted: Any) -> list[Span]:
        """Return the spans whose fields have the wanted values: ``trace.find(service="sns", name="Publish")``."""
        return [span for span in self if all(getattr(span, key) == value for key, value in wanted.items())]
