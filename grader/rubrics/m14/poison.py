"""Broken messages among good ones: put into each queue that a function reads, while the functions stand still."""

import json
from dataclasses import dataclass, field
from typing import Any

__all__ = ["BROKEN", "Poisoned"]

BROKEN = '{"paymentId": "PAY-'
# For so long a message may come again before it is set aside; and so long one is watched that never will be.
LONGEST, UNBOUNDED = 24 * 3600.0, 3600.0


@dataclass
class Poisoned:
    """The event source mappings that were stopped, and the URLs of the queues that got a broken message.

    `left` says how many messages were left in such a queue when it was looked at, by name, where there were any.
    """

    stopped: list[str] = field(default_factory=list)
    queues: list[str] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)

    def spoil(self, account: Any) -> None:
        """Stop every function that reads a queue, and put a broken message into that queue."""
        functions, sqs = account.client("lambda"), account.client("sqs")
        for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
            source = mapping["EventSourceArn"]
            if ":sqs:" in source:
                functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
                self.stopped.append(mapping["UUID"])
                url = sqs.get_queue_url(QueueName=source.rpartition(":")[2])["QueueUrl"]
                self.queues += [url] if url not in self.queues else []
        for url in self.queues:
            ordered = {"MessageGroupId": "broken", "MessageDeduplicationId": "broken"}
            sqs.send_message(QueueUrl=url, MessageBody=BROKEN, **(ordered if url.endswith(".fifo") else {}))

    def restart(self, account: Any) -> None:
        """Let the functions read again."""
        for mapping in self.stopped:
            account.client("lambda").update_event_source_mapping(UUID=mapping, Enabled=True)

    def seconds(self, account: Any) -> float:
        """Return after how many seconds every broken message has come as often as its queue lets it."""
        return max((_seconds(account, url) for url in self.queues), default=0.0)

    def look(self, account: Any) -> None:
        """See how many messages still lie in each of these queues."""
        found = {url.rpartition("/")[2]: _held(account, url) for url in self.queues}
        self.left = {name: held for name, held in found.items() if held}


def _seconds(account: Any, url: str) -> float:
    about = _attributes(account, url)
    policy = json.loads(about.get("RedrivePolicy", "{}"))
    if not policy:
        return UNBOUNDED
    return min((int(policy["maxReceiveCount"]) + 1) * (int(about["VisibilityTimeout"]) + 5.0), LONGEST)


def _held(account: Any, url: str) -> int:
    return sum(int(number) for name, number in _attributes(account, url).items() if name.startswith("Approx"))


def _attributes(account: Any, url: str) -> dict[str, str]:
    found: dict[str, str] = account.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])[
        "Attributes"
    ]
    return found
