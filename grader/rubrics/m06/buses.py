"""Event buses as somebody sees them who stands outside of the account: events put onto them, and what arrived there."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from course.facts import value
from grader.checks import plain
from grader.rubrics.insurer import ACCOUNT, queue_arn

__all__ = ["AT_ONCE", "SOURCE", "bus_arn", "new_bus", "new_queue", "put", "recorded"]

SOURCE = "insurance.payments"
AT_ONCE: int = value("events.entries")

_LETS_RULES_IN = {
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": "sqs:SendMessage",
    "Condition": {"ArnLike": {"aws:SourceArn": f"arn:aws:events:us-east-1:{ACCOUNT}:rule/*"}},
}


def bus_arn(name: str) -> str:
    """Return the ARN of a bus of the lab's account."""
    return f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/{name}"


def new_bus(account: Any, name: str) -> str:
    """Make a bus; return its ARN."""
    account.client("events").create_event_bus(Name=name)
    return bus_arn(name)


def new_queue(account: Any, name: str) -> str:
    """Make a queue whose policy lets this account's rules in; return its ARN."""
    arn = queue_arn(name)
    policy = {"Version": "2012-10-17", "Statement": [{**_LETS_RULES_IN, "Resource": arn}]}
    account.client("sqs").create_queue(QueueName=name, Attributes={"Policy": json.dumps(policy)})
    return arn


def recorded(account: Any, bus: str) -> Callable[[], list[dict[str, Any]]]:
    """Keep every event of a bus from now on; the function that is returned gives those kept so far, in order."""
    name = f"{bus}-recorded"
    account.client("events").create_archive(ArchiveName=name, EventSourceArn=bus_arn(bus))
    archive = account.events.backend.archives[name]
    return lambda: [plain(event) for event in archive.events]


def put(account: Any, events: Sequence[dict[str, Any]], bus: str = "default") -> list[str]:
    """Put events (source, detail-type, detail) onto a bus without a call; return their ids."""
    entries = [
        {
            "Source": each["source"],
            "DetailType": each["detail-type"],
            "Detail": json.dumps(each["detail"]),
            "EventBusName": bus,
        }
        for each in events
    ]
    parts = [entries[begin : begin + AT_ONCE] for begin in range(0, len(entries), AT_ONCE)]
    return [taken["EventId"] for part in parts for taken in account.events.accept(part)]
