"""The identifiers of traces and segments; all follow from the spans and the account's seed."""

import hashlib
import re
from typing import TYPE_CHECKING

from course.cloud.trace import Span

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["header", "root_in", "root_of", "segment_id", "trace_id"]


def trace_id(account: "Account", root: Span) -> str:
    """Return the id of the trace that begins with a span; one that came with the request stays."""
    if given := root.detail.get("trace_id"):
        return str(given)
    begin = int(account.clock.start.timestamp() + root.start)
    return f"1-{begin:08x}-{_digest(account, 'trace', root)[:24]}"


def segment_id(account: "Account", span: Span, part: str = "") -> str:
    """Return the id of a span's segment, or of a further `part` of it."""
    return _digest(account, f"segment {part}", span)[:16]


def root_of(account: "Account", span: Span) -> Span:
    """Return the first of the traced spans that led to a span, itself included; the span where there is none."""
    found, cause = span, span.cause
    while cause is not None:
        above = account.trace[cause - 1]
        if above.detail.get("traced"):
            found = above
        cause = above.cause
    return found


def root_in(text: str) -> str:
    """Return the trace id in an X-Amzn-Trace-Id; "" where it has none."""
    found = re.search(r"Root=(1-[0-9a-fA-F]{8}-[0-9a-fA-F]{24})", text)
    return found[1] if found else ""


def header(account: "Account", span: Span) -> str:
    """Return the X-Amzn-Trace-Id that goes on from a span."""
    root = root_of(account, span)
    sampled = int(bool(root.detail.get("traced")))
    return f"Root={trace_id(account, root)};Parent={segment_id(account, span)};Sampled={sampled}"


def _digest(account: "Account", kind: str, span: Span) -> str:
    return hashlib.sha256(f"{account.seed}/{kind}/{span.id}".encode()).hexdigest()
