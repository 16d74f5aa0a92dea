"""What the publisher that M05 E4 gives says, and what a learner's does: a changed one is told from a tidied one.

The publisher given is `announce` in the notebook's answer cell; a test lets it speak, and compares with `said_by_given`.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.checks import Finding, drained
from grader.rubrics.insurer import attributes

from .backstage import add_listener

__all__ = ["Said", "differences", "listen", "said_by_given", "says_more"]

Batches = Sequence[list[dict[str, Any]]]


@dataclass(frozen=True)
class Said:
    """What a publisher said: each call to AWS, and each message that reached a listener without a filter."""

    calls: tuple[str, ...]
    messages: tuple[dict[str, Any], ...]


def said_by_given(batches: Batches) -> Said:
    """Return what the publisher given says of some batches of payments."""
    told = [
        {"Message": json.dumps(payment["fact"]), "MessageAttributes": _received(payment)}
        for batch in batches
        for payment in batch
    ]
    return Said(("sns:PublishBatch",) * len(batches), _in_order(told))


def listen(account: Any, topic_arn: str, publisher: Callable[..., Any], batches: Batches) -> Said:
    """Let `publisher` publish batches of payments, and note every word."""
    add_listener(account, topic_arn, "everything")
    first = len(account.trace)
    for batch in batches:
        publisher(account.client("sns"), topic_arn, batch)
    calls = tuple(f"{span.service}:{span.name}" for span in account.trace[first:] if span.kind == "call")
    account.settle()
    told = [
        {"Message": each["Message"], "MessageAttributes": each.get("MessageAttributes", {})}
        for each in drained(account, "everything")
        if isinstance(each, dict)
    ]
    return Said(calls, _in_order(told))


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


def _received(payment: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return a payment's attributes in the form in which a queue receives them."""
    sent = attributes(payment["fact"], payment["outcome"])
    return {name: {"Type": each["DataType"], "Value": each["StringValue"]} for name, each in sent.items()}


def _in_order(messages: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    return tuple(sorted(messages, key=lambda each: json.dumps(each, sort_keys=True)))
