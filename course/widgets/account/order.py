"""The order in which the beginnings and ends of spans are told."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["moments", "root_of"]

_Due = tuple[float, int, int, Any]  # when it ends, how deep it is (less is deeper), its turn, the span


def moments(spans: Sequence[Any], by_id: dict[int, Any]) -> Iterator[tuple[Any, bool]]:
    """Yield each span twice, as it begins (True) and as it ends (False), in order of virtual time.

    Where times are equal, what ended there comes before what begins; but a span ends after what it caused and waited for.
    """
    due: list[_Due] = []
    awaited = _Awaited(spans, by_id)
    for at, span in enumerate(sorted(spans, key=lambda each: (each.start, each.id))):
        yield from _over(due, span.start, awaited)
        yield span, True
        awaited.begun(span, by_id.get(span.cause))
        heapq.heappush(due, (span.end, -len(_causes(span, by_id)), at, span))
    yield from _over(due, float("inf"), awaited)


def root_of(span: Any, by_id: dict[int, Any]) -> int:
    """Return the id of the first span in the chain of causes, as far as the spans are known."""
    return int([span.id, *_causes(span, by_id)][-1])


class _Awaited:
    """What each span still waits for: what it caused before its own end, and did not just hand over."""

    def __init__(self, spans: Sequence[Any], by_id: dict[int, Any]) -> None:
        self._waiting = {
            span.id: span.cause
            for span in spans
            if (cause := by_id.get(span.cause)) is not None
            and span.start <= cause.end
            and not _is_handed(cause, span)
        }
        self._counts = Counter(self._waiting.values())

    def blocks(self, span: Any) -> bool:
        return self._counts[span.id] > 0

    def begun(self, span: Any, cause: Any) -> None:
        """Note a beginning: what outlives its cause is not waited for any longer."""
        if cause is not None and span.end > cause.end:
            self.ended(span)

    def ended(self, span: Any) -> None:
        if (cause := self._waiting.pop(span.id, None)) is not None:
            self._counts[cause] -= 1


def _over(due: list[_Due], now: float, awaited: _Awaited) -> Iterator[tuple[Any, bool]]:
    """Yield the ends of what is over by now, the innermost first; what still waits for something of this moment stays."""
    kept = []
    while due and due[0][0] <= now:
        entry = heapq.heappop(due)
        span = entry[-1]
        if span.end == now and awaited.blocks(span):
            kept.append(entry)
            continue
        awaited.ended(span)
        yield span, False
    for entry in kept:
        heapq.heappush(due, entry)


def _is_handed(delivery: Any, span: Any) -> bool:
    """Tell whether a delivery was over before this began: what it gives away runs by itself."""
    pushed = delivery.kind == "delivery" and delivery.service not in {"dynamodb", "lambda", "sqs"}
    runs = span.kind in {"delivery", "execution"} or (span.kind, span.service) == ("invocation", "lambda")
    return bool(pushed and runs)


def _causes(span: Any, by_id: dict[int, Any]) -> list[int]:
    found: list[int] = []
    while (cause := span.cause) is not None and cause in by_id and cause not in found:
        found.append(cause)
        span = by_id[cause]
    return found
