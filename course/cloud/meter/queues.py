"""Amazon SQS: every action is a request, also one that receives nothing; each 64 KB of payload counts as one.

https://aws.amazon.com/sqs/pricing/
"""

import math
from collections.abc import Iterator

from course.cloud.trace import Span
from course.facts import value

from .bill import Count
from .counting import Used, chunks, size_of

__all__ = ["count"]

_SENDERS = ("events", "s3", "scheduler", "sns")


def count(used: Used) -> Iterator[Count | str]:
    """Count the calls, and what the pollers of event source mappings ask."""
    calls, batches = used.of("call", "sqs"), used.of("delivery", "sqs")
    for kind, key, fifo in (("", "sqs.request", False), ("FIFO ", "sqs.request_fifo", True)):
        asked = sum(_requests(span) for span in calls if span.target.endswith(".fifo") is fifo)
        yield Count("sqs", f"{kind}requests", key, asked)
        polled = sum(_polls(span) for span in batches if span.name.endswith(".fifo") is fifo)
        yield Count("sqs", f"{kind}requests of mappings", key, polled)
    if batches:
        yield (
            "Requests to SQS by event source mappings whose queue is empty: on AWS five pollers go on asking, some "
            f"{value('lambda.mapping.idle_requests')} requests a minute for each mapping."
        )
    targets = {span.target for name in _SENDERS for span in used.of("delivery", name)}
    queues = {entry.rsplit(":", 1)[-1] for entry in _queues(used)}
    if targets & queues:
        yield "Requests to SQS by which AWS's own services put messages into a queue."


def _queues(used: Used) -> Iterator[str]:
    from moto.sqs.models import sqs_backends

    account = used.account
    yield from sqs_backends[account.id][account.region].queues


def _requests(span: Span) -> int:
    asked = span.detail.get("parameters", {})
    if span.name == "SendMessage":
        return chunks(size_of([asked.get("MessageBody"), asked.get("MessageAttributes")]))
    if span.name == "SendMessageBatch":
        entries = [each for each in asked.get("Entries", ()) if isinstance(each, dict)]
        return chunks(
            sum(size_of([each.get("MessageBody"), each.get("MessageAttributes")]) for each in entries)
        )
    return chunks(span.detail.get("bytes", 0))


def _polls(span: Span) -> int:
    """Return the requests for one batch: to receive it, and to delete what was handled, ten at a time."""
    size: int = value("sqs.batch")
    messages, failed = int(span.detail.get("messages", 0)), int(span.detail.get("failed", 0))
    return math.ceil(messages / size) + math.ceil((messages - failed) / size)
