"""What an answer left behind: the messages in queues, the calls it made."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from course.facts import value

from .exercise import Finding
from .plain import canonical, plain

__all__ = ["calls", "drained", "effects"]

MOST_ROUNDS = 200


def effects(
    expected: Mapping[str, Iterable[Any]], found: Mapping[str, Iterable[Any]], given: Any = None
) -> Iterator[Finding]:
    """Find each place whose content differs: `{"sales-q": [messages]}` against what was found. Order does not count."""
    for where, wanted in expected.items():
        want, have = list(wanted), list(found.get(where, []))
        if sorted(map(canonical, want)) != sorted(map(canonical, have)):
            yield Finding(where, given, have, want)


def drained(account: Any, queue: str) -> list[Any]:
    """Take every message out of a queue (name or URL), delayed ones included; return their bodies, JSON parsed.

    A queue that does not exist holds nothing.
    """
    sqs = account.client("sqs")
    try:
        url = queue if queue.startswith("http") else sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    except sqs.exceptions.QueueDoesNotExist:
        return []
    bodies = list(_received(sqs, url))
    delayed = "ApproximateNumberOfMessagesDelayed"
    if int(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[delayed])["Attributes"].get(delayed, 0)):
        account.clock.advance(value("sqs.delay.max"))
        bodies += _received(sqs, url)
    return bodies


def calls(trace: Iterable[Any], service: str, name: str | None = None) -> list[Any]:
    """Return the spans of calls to a service, in order; `name` keeps one operation (``"Publish"``)."""
    return [
        span
        for span in trace
        if span.kind == "call" and span.service == service and (name is None or span.name == name)
    ]


def _received(sqs: Any, url: str) -> Iterator[Any]:
    for _ in range(MOST_ROUNDS):
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=0).get(
            "Messages", []
        )
        if not messages:
            return
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            yield _parsed(message["Body"])


def _parsed(body: str) -> Any:
    try:
        return plain(json.loads(body))
    except (ValueError, RecursionError):
        return body
