"""Queues as somebody sees them who stands outside of the account: no call is made, and none is traced."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from moto.sqs.models import Queue, SQSBackend, sqs_backends

from course.facts import value

if TYPE_CHECKING:
    from .account import Account

__all__ = ["Held", "find", "hold", "holding", "put_in", "receive", "take_out"]

HIDDEN_FOR = 30  # seconds; what was received is deleted at once, so any time will do
AT_ONCE = 1_000  # more than a receive of SQS gives


def find(account: "Account", queue: str) -> Queue | None:
    """Return the queue of this name, or with this URL, as moto keeps it; a URL says in which Region."""
    found: Queue | None = _backend(account, queue).queues.get(queue.rsplit("/", 1)[-1])
    return found


def holding(account: "Account", text: str) -> list[str]:
    """Return the names of the queues of the account's Region that have a message with this text in it; it stays there."""
    backend: SQSBackend = sqs_backends[account.id][account.region]
    return [
        name
        for name, queue in backend.queues.items()
        if any(text in str(message.body) for message in queue._messages)  # noqa: SLF001  hidden ones as well
    ]


def put_in(account: "Account", queue: str, body: str) -> None:
    """Put a message into a queue (name or URL) that is there."""
    _backend(account, queue).send_message(queue.rsplit("/", 1)[-1], body)


@dataclass(frozen=True)
class Held:
    """A message that a consumer has received: its body, and how it deletes it."""

    body: str
    delete: Callable[[], object]


def hold(account: "Account", queue: str, *, hidden_for: int) -> list[Held]:
    """Receive at most one message from a queue (name or URL), hidden for so many seconds, as a consumer does."""
    name = queue.rsplit("/", 1)[-1]
    backend = _backend(account, queue)
    received = backend.receive_message(name, 1, 0, hidden_for)
    return [
        Held(each.body, partial(backend.delete_message, name, str(each.receipt_handle))) for each in received
    ]


def receive(account: "Account", queue: str, *, hidden_for: int) -> list[str]:
    """Receive at most one message, as `hold` does, to keep it; return its body, if there is one."""
    return [each.body for each in hold(account, queue, hidden_for=hidden_for)]


def take_out(account: "Account", queue: str) -> list[str]:
    """Take every message out of a queue (name or URL), delayed ones included, and return their bodies.

    What a consumer holds stays with it, and what was received too often moves to the dead-letter queue, as for any
    receiver. Virtual time passes only where a message is delayed. A queue that does not exist holds nothing.
    """
    found = find(account, queue)
    if found is None:
        return []
    backend = _backend(account, queue)
    bodies = list(_shown(backend, found))
    if found.approximate_number_of_messages_delayed:
        account.clock.advance(value("sqs.delay.max"))
        bodies += _shown(backend, found)
    return bodies


def _backend(account: "Account", queue: str) -> SQSBackend:
    """Return the queues of the Region that the URL names: https://sqs.eu-central-1.amazonaws.com/...; else the account's."""
    host = (urlsplit(queue).hostname or "").split(".")
    backend: SQSBackend = sqs_backends[account.id][host[1] if host[0] == "sqs" else account.region]
    return backend


def _shown(backend: SQSBackend, queue: Queue) -> Iterator[str]:
    while messages := backend.receive_message(queue.name, AT_ONCE, 0, HIDDEN_FOR):
        for message in messages:
            queue.delete_message(str(message.receipt_handle))
            yield message.body
