"""What lies in a queue, taken out by somebody who stands outside of the account: no call is made, and none is traced."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from moto.sqs.models import Queue, SQSBackend, sqs_backends

from course.facts import value

if TYPE_CHECKING:
    from .account import Account

__all__ = ["take_out"]

HIDDEN_FOR = 30  # seconds; what was received is deleted at once, so any time will do
AT_ONCE = 1_000  # more than a receive of SQS gives


def take_out(account: "Account", queue: str) -> list[str]:
    """Take every message out of a queue (name or URL), delayed ones included, and return their bodies.

    What a consumer holds stays with it, and what was received too often moves to the dead-letter queue, as for any
    receiver. Virtual time passes only where a message is delayed. A queue that does not exist holds nothing.
    """
    backend: SQSBackend = sqs_backends[account.id][account.region]
    found: Queue | None = backend.queues.get(queue.rsplit("/", 1)[-1])
    if found is None:
        return []
    bodies = list(_shown(backend, found))
    if found.approximate_number_of_messages_delayed:
        account.clock.advance(value("sqs.delay.max"))
        bodies += _shown(backend, found)
    return bodies


def _shown(backend: SQSBackend, queue: Queue) -> Iterator[str]:
    while messages := backend.receive_message(queue.name, AT_ONCE, 0, HIDDEN_FOR):
        for message in messages:
            queue.delete_message(message.receipt_handle)
            yield message.body
