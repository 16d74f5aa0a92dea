"""The publisher that M05 E4 gives, and what a publisher says: so that a changed one can be told from a tidied one.

`announce` is the code of the notebook's answer cell, as learners find it; a test compares the two, type hints aside.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import Finding, drained
from grader.rubrics.insurer import ATTRIBUTES, queue_arn

__all__ = ["BATCH", "Said", "announce", "batches", "differences", "listen", "says_more"]

BATCH = 10


def announce(sns: Any, topic_arn: str, payments: list[dict[str, Any]]) -> None:
    """Publish a batch of payments: the publisher that the notebook gives."""
    entries = []
    for number, payment in enumerate(payments):
        told = {**payment["fact"], "outcome": payment["outcome"]}
        attributes = {
            name: {"DataType": kind, "StringValue": str(told[name])} for name, kind in ATTRIBUTES.items()
        }
        entries.append(
            {"Id": str(number), "Message": json.dumps(payment["fact"]), "MessageAttributes": attributes}
        )
    sns.publish_batch(TopicArn=topic_arn, PublishBatchRequestEntries=entries)


def batches(payments: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Cut a day's payments into the batches in which they are published."""
    for start in range(0, len(payments), BATCH):
        yield payments[start : start + BATCH]


@dataclass(frozen=True)
class Said:
    """What a publisher said: each call to AWS, and each message that reached a listener without a filter."""

    calls: tuple[str, ...]
    messages: tuple[dict[str, Any], ...]


def listen(
    account: Any, topic_arn: str, publisher: Callable[..., Any], payments: list[dict[str, Any]]
) -> Said:
    """Let `publisher` publish the payments, and note every word."""
    sns = account.client("sns")
    account.client("sqs").create_queue(QueueName="everything")
    sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=queue_arn("everything"))
    first = len(account.trace)
    for batch in batches(payments):
        publisher(sns, topic_arn, batch)
    calls = tuple(f"{span.service}:{span.name}" for span in account.trace[first:] if span.kind == "call")
    account.settle()
    told = [
        {"Message": each["Message"], "MessageAttributes": each.get("MessageAttributes", {})}
        for each in drained(account, "everything")
        if isinstance(each, dict)
    ]
    return Said(calls, tuple(sorted(told, key=lambda each: json.dumps(each, sort_keys=True))))


def differences(wanted: Said, got: Said) -> Iterator[Finding]:
    """Find what one publisher says otherwise than the other."""
    if got.calls != wanted.calls:
        yield Finding("calls of announce", None, list(got.calls), list(wanted.calls))
    for new, old in zip(got.messages, wanted.messages, strict=False):
        names, known = sorted(new["MessageAttributes"]), sorted(old["MessageAttributes"])
        if names != known:
            yield Finding("attributes of a message of announce", None, names, known)
        elif new != old:
            yield Finding("a message of announce", None, new, old)
    if len(got.messages) != len(wanted.messages):
        yield Finding("messages of announce", None, len(got.messages), len(wanted.messages))


def says_more(wanted: Said, got: Said) -> bool:
    """Tell whether a publisher does all that the wanted one does, and something besides."""
    more_words = any(
        set(new["MessageAttributes"]) > set(old["MessageAttributes"])
        or _more_fields(new["Message"], old["Message"])
        for new, old in zip(got.messages, wanted.messages, strict=False)
    )
    return len(got.calls) > len(wanted.calls) or more_words


def _more_fields(new: str, old: str) -> bool:
    try:
        told = json.loads(new)
    except ValueError:
        return False
    return isinstance(told, dict) and set(told) > set(json.loads(old))
