"""What a trace tells of queues: when messages arrived in them, and when they were deleted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["arrivals", "depths"]

_SENDERS = ("events", "s3", "scheduler", "sns")


def arrivals(trace: Iterable[Any], names: Iterable[str]) -> dict[str, list[float]]:
    """Return the moments (virtual seconds) at which messages arrived in the queues of these names, each in order.

    Messages that a fault held up, doubled or let vanish inside the queue leave no trace.
    """
    found: dict[str, list[float]] = {name: [] for name in names}
    for span in trace:
        if span.target in found:
            found[span.target] += [span.end] * _arrived(span)
    return {name: sorted(moments) for name, moments in found.items()}


def depths(trace: Iterable[Any], names: Iterable[str]) -> dict[str, list[tuple[float, float]]]:
    """Return for each queue how many messages it held and when that changed, as far as a trace tells.

    What moves to a dead-letter queue, expires, or is deleted unread by a mapping's filter leaves no span.
    """
    known = list(names)
    changes: dict[str, dict[float, float]] = defaultdict(lambda: defaultdict(float))
    for name, moments in arrivals(trace, known).items():
        for moment in moments:
            changes[name][moment] += 1
    for name, moment, many in _departures(trace):
        changes[name][moment] -= many
    return {name: _summed(changes[name]) for name in known}


def _summed(changes: dict[float, float]) -> list[tuple[float, float]]:
    held, found = 0.0, []
    for moment in sorted(changes):
        held = max(held + changes[moment], 0.0)
        found.append((moment, held))
    return found


def _arrived(span: Any) -> int:
    if span.status != "ok":
        return 0
    if span.kind == "delivery":
        return int(span.service in _SENDERS)
    if span.kind != "call" or span.service != "sqs":
        return 0
    if span.name == "SendMessage":
        return 1
    return len(_entries(span)) if span.name == "SendMessageBatch" else 0


def _departures(trace: Iterable[Any]) -> Iterator[tuple[str, float, float]]:
    """Yield queue, moment and number of what was deleted; to purge a queue takes all."""
    handled: set[str] = set()
    for span in trace:
        if span.kind == "delivery" and span.service == "sqs":
            yield span.name, span.end, span.detail.get("messages", 0) - span.detail.get("failed", 0)
        elif span.kind == "call" and span.service == "sqs" and span.status == "ok":
            if span.name in ("PurgeQueue", "DeleteQueue"):
                yield span.target, span.end, float("inf")
            new = set(_handles(span)) - handled
            handled |= new
            if new:
                yield span.target, span.end, len(new)


def _handles(span: Any) -> Iterator[str]:
    if span.name == "DeleteMessage":
        yield str(span.detail.get("parameters", {}).get("ReceiptHandle"))
    elif span.name == "DeleteMessageBatch":
        yield from (str(entry.get("ReceiptHandle")) for entry in _entries(span))


def _entries(span: Any) -> list[dict[str, Any]]:
    entries = span.detail.get("parameters", {}).get("Entries") or []
    return [entry for entry in entries if isinstance(entry, dict)]
