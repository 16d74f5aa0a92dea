"""Amazon SQS: waiting on virtual time, event source mappings of our own, and queues that may grow long."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.utils import camelcase_to_underscores, unix_time_millis
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import Message, Queue, SQSBackend

from course.cloud import running
from course.cloud.arrivals import seconds_until_visible

from .seam import Seam

__all__ = ["SEAMS"]


def _receive_message(
    backend: SQSBackend,
    queue_name: str,
    count: int,
    wait_seconds_timeout: int,
    visibility_timeout: int,
    message_attribute_names: list[str] | None = None,
) -> list[Message]:
    account, queue = running.current(), backend.get_queue(queue_name)
    clock = account.clock
    # Elsewhere than in the account's own thread time cannot pass, so that a long poll is a short one there.
    until = clock.elapsed + (int(wait_seconds_timeout) if account.lives_here() else 0)
    while True:
        _forget_expired(queue)
        found: list[Message] = _moto_receive_message(
            backend, queue_name, count, 0, visibility_timeout, message_attribute_names
        )
        if found or clock.elapsed >= until:
            return found
        shown = seconds_until_visible(queue, clock.now.timestamp())
        wait = until - clock.elapsed
        clock.listen(account.arrivals.at(queue), wait if shown is None else min(shown, wait))


def _forget_expired(queue: Queue) -> None:
    oldest = unix_time_millis() - queue.message_retention_period * 1000  # type: ignore[attr-defined]
    if any((message.sent_timestamp or 0) <= oldest for message in queue._messages):  # noqa: SLF001
        queue._messages = [each for each in queue._messages if (each.sent_timestamp or 0) > oldest]  # noqa: SLF001


def _add_message(queue: Queue, message: Message) -> None:
    mappings, queue.lambda_event_source_mappings = queue.lambda_event_source_mappings, {}
    try:
        _moto_add_message(queue, message)
    finally:
        queue.lambda_event_source_mappings = mappings
    _ring(queue)


def _change_message_visibility(
    backend: SQSBackend, queue_name: str, receipt_handle: str, visibility_timeout: int
) -> None:
    _moto_change_message_visibility(backend, queue_name, receipt_handle, visibility_timeout)
    _ring(backend.get_queue(queue_name))


def _ring(queue: Queue) -> None:
    account = running.current()
    account.arrivals.at(queue).ring()
    account.pollers.wake(queue)


def _delete_message(queue: Queue, receipt_handle: str) -> None:
    if receipt_handle in queue.deleted_messages:
        return
    for place, message in enumerate(queue._messages):  # noqa: SLF001
        if receipt_handle == message.receipt_handle or message.had_receipt_handle(receipt_handle):
            del queue._messages[place]  # noqa: SLF001
            queue.pending_messages.discard(message)
            queue.deleted_messages.update(each for each in message.all_receipt_handles if each)
            return
    raise ReceiptHandleIsInvalid


class _Attributes(Mapping[str, Any]):
    """A queue's attributes, each computed when it is asked for."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._names = [*Queue.BASE_ATTRIBUTES]
        if queue.fifo_queue:
            self._names += Queue.FIFO_ATTRIBUTES
        if queue.kms_master_key_id:  # type: ignore[attr-defined]
            self._names += Queue.KMS_ATTRIBUTES

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        value = getattr(self._queue, camelcase_to_underscores(name))
        if name == "RedrivePolicy" and value:
            return json.dumps(value)
        return str(value).lower() if isinstance(value, bool) else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _messages(queue: Queue) -> list[Message]:
    now = unix_time_millis()
    return [each for each in queue._messages if each.visible_at < now >= each.delayed_until]  # noqa: SLF001


def _number_delayed(queue: Queue) -> int:
    now = unix_time_millis()
    return sum(now < each.delayed_until for each in queue._messages)  # noqa: SLF001


def _number_not_visible(queue: Queue) -> int:
    now = unix_time_millis()
    return sum(now <= each.visible_at for each in queue._messages)  # noqa: SLF001


_moto_receive_message = SQSBackend.receive_message
_moto_change_message_visibility = SQSBackend.change_message_visibility
_moto_add_message = Queue.add_message

_SLOW = "moto asks for the time twice for each message of the queue, at every send, receive and count"
SEAMS = (
    Seam(
        SQSBackend,
        "receive_message",
        _receive_message,
        "moto's long poll waits in real time, and a message past its retention period hides those behind it",
    ),
    Seam(
        SQSBackend,
        "change_message_visibility",
        _change_message_visibility,
        "moto tells nobody who waits that a message shows again",
    ),
    Seam(Queue, "add_message", _add_message, "moto invokes a mapped function inside the sender's call"),
    Seam(Queue, "delete_message", _delete_message, "moto copies the whole queue for every message deleted"),
    Seam(
        Queue,
        "attributes",
        property(_Attributes),
        "moto counts all messages of the queue at every send, to learn whether it is to de-duplicate",
    ),
    Seam(Queue, "messages", property(_messages), _SLOW),
    Seam(Queue, "approximate_number_of_messages_delayed", property(_number_delayed), _SLOW),
    Seam(Queue, "approximate_number_of_messages_not_visible", property(_number_not_visible), _SLOW),
)
