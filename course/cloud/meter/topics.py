"""Amazon SNS: publications by 64 KB, and deliveries by protocol.

https://aws.amazon.com/sns/pricing/
"""

from collections.abc import Iterator

from course.cloud.trace import Span

from .bill import Count
from .counting import Used, chunks

__all__ = ["count"]

_GB = 1024**3

# By protocol, the price of a delivery.
_DELIVERIES = {"sqs": "sqs", "lambda": "lambda", "http": "http", "https": "http"}


def count(used: Used) -> Iterator[Count | str]:
    """Count publications, other calls, and what was delivered."""
    calls = used.of("call", "sns")
    fifo = [span for span in calls if span.name.startswith("Publish") and span.target.endswith(".fifo")]
    standard = [span for span in calls if span not in fifo]
    yield Count("sns", "requests", "sns.publish", sum(chunks(_size(span)) for span in standard))
    yield Count("sns", "FIFO publications", "sns.publish_fifo", len(fifo))
    yield Count("sns", "FIFO payload", "sns.publish_fifo_gb", sum(_size(span) for span in fifo) / _GB)
    arrived = [span for span in used.of("delivery", "sns") if span.status == "ok"]
    for protocol in sorted({span.detail["protocol"] for span in arrived}):
        mine = [span for span in arrived if span.detail["protocol"] == protocol]
        ordered = [span for span in mine if span.name.endswith(".fifo")]
        if protocol not in _DELIVERIES:
            yield f"{len(mine)} deliveries of SNS by {protocol}."
            continue
        key = f"sns.delivery_{_DELIVERIES[protocol]}"
        yield Count("sns", f"deliveries by {protocol}", key, len(mine) - len(ordered))
        yield Count("sns", f"FIFO deliveries by {protocol}", "sns.delivery_fifo", len(ordered))
    if any(
        span.detail.get("decision", {}).get("scope") == "MessageBody" for span in used.of("delivery", "sns")
    ):
        yield "Filtering of SNS by message bodies, which is paid for by the GB looked through."


def _size(span: Span) -> int:
    """Return the bytes of what was published: bodies, subjects and attributes."""
    asked = span.detail.get("parameters", {})
    return sum(
        len(str(text).encode())
        for name, text in asked.items()
        if "Message" in name or "Subject" in name or name.startswith("PublishBatchRequestEntries")
    )
