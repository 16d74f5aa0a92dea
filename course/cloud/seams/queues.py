"""Amazon SQS: waiting on virtual time, event source mappings of our own, and queues that may grow long."""

import json
from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from moto.core.utils import camelcase_to_underscores
from moto.sqs.exceptions import MissingParameter, ReceiptHandleIsInvalid
from moto.sqs.models import Message, Queue, SQSBackend, _filter_message_attributes

from course.cloud import running
from course.cloud.arrivals import seconds_until_visible
from course.cloud.functions import lineage
from course.cloud.moto_time import unix_time_millis

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
        found = _take(queue, int(count), int(visibility_timeout), message_attribute_names or [])
        if found or clock.elapsed >= until:
            return found
        shown = seconds_until_visible(queue, clock.now.timestamp())
        wait = until - clock.elapsed
        clock.listen(account.arrivals.at(queue), wait if shown is None else min(shown, wait))


def _take(queue: Queue, count: int, visibility_timeout: int, names: list[str]) -> list[Message]:
    """Receive what shows now, as copies; of a FIFO queue no message whose group has one hidden before it."""
    now, found, exhausted, blocked = unix_time_millis(), list[Message](), list[Message](), set[str]()
    most = (queue.redrive_policy or {}).get("maxReceiveCount") if queue.dead_letter_queue else None
    for message in queue._messages:  # noqa: SLF001
        if len(found) == count:
            break
        group = message.group_id if queue.fifo_queue else None
        if not message.visible_at < now >= message.delayed_until:
            blocked |= {group} if group else set()
        elif group in blocked:
            continue
        elif most is not None and message.approximate_receive_count >= most:
            exhausted.append(message)
        else:
            message.mark_received(visibility_timeout=visibility_timeout)
            shown = _copied(message)
            _filter_message_attributes(shown, names)
            found.append(shown)
    for message in exhausted:
        queue._messages.remove(message)  # noqa: SLF001
        # Where a move back will lead (`course.cloud.message_moves`).
        message.set_aside_by = queue.name  # type: ignore[attr-defined]
        queue.dead_letter_queue.add_message(message)  # type: ignore[union-attr]
    return found


def _copied(message: Message) -> Message:
    """Return a copy that moto does not enter into its list of all messages."""
    copied = object.__new__(Message)
    vars(copied).update(vars(message))
    return copied


def _forget_expired(queue: Any) -> None:
    """Drop the messages past their retention period; looks at all of them only if one may be."""
    oldest = unix_time_millis() - queue.message_retention_period * 1000
    if getattr(queue, "first_sent", oldest + 1) > oldest:
        return
    queue._messages = [each for each in queue._messages if (each.sent_timestamp or 0) > oldest]  # noqa: SLF001
    queue.first_sent = min((each.sent_timestamp or 0 for each in queue._messages), default=float("inf"))  # noqa: SLF001


def _add_message(queue: Queue, message: Message) -> None:
    if not message.body:
        raise MissingParameter("MessageBody")
    _note_origin(message)
    for each in _struck(queue, message):
        _put(queue, each)


def _struck(queue: Queue, message: Message) -> list[Message]:
    """Return what the queue gets of a message, as the account's faults have it."""
    account = running.current()
    effect = account.faults.at("message", "sqs", "message", queue.name)
    if effect is None:
        return [message]
    if effect.seconds:
        shown = unix_time_millis() + effect.seconds * 1000
        message.delayed_until = max(message.delayed_until, shown)
    if effect.kind == "duplicate":
        twin: Any = copy(message)
        twin._old_receipt_handles = []  # noqa: SLF001  each is received by handles of its own
        return [message, twin]
    return [] if effect.kind == "drop" else [message]


def _put(queue: Queue, message: Message) -> None:
    noting: Any = queue
    noting.first_sent = min(message.sent_timestamp or 0, getattr(queue, "first_sent", float("inf")))
    mappings, queue.lambda_event_source_mappings = queue.lambda_event_source_mappings, {}
    try:
        _moto_add_message(queue, message)
    finally:
        queue.lambda_event_source_mappings = mappings
    _ring(queue)


def _note_origin(message: Any) -> None:
    """Let the message know within what it was sent; when it is set aside later on, that stays."""
    if not hasattr(message, "sent_within"):
        trace = running.current().trace
        message.sent_within = trace.current()
        message.lineage = lineage.now(trace)


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
            if queue.fifo_queue:
                _ring(queue)  # the messages behind it in its group may be received now
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
        value = getattr(self._queue, _FIELDS[name])
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


_FIELDS = {
    name: camelcase_to_underscores(name)
    for name in (*Queue.BASE_ATTRIBUTES, *Queue.FIFO_ATTRIBUTES, *Queue.KMS_ATTRIBUTES)
}
_moto_change_message_visibility = SQSBackend.change_message_visibility
_moto_add_message = Queue.add_message

_SLOW = "moto asks for the time twice for each message of the queue, at every send, receive and count"
SEAMS = (
    Seam(
        SQSBackend,
        "receive_message",
        _receive_message,
        "moto's long poll waits in real time, a message past its retention period hides those behind it, the second of "
        "a FIFO group comes before the first when both come back, and each receive looks at the whole queue",
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
