"""Event source mappings from queues to functions: Lambda's pollers, first form.

One poller a mapping reads batches, invokes the function and deletes what it handled. Not there yet: batching windows,
filter criteria, maximum concurrency. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

from typing import TYPE_CHECKING, Any

from moto.awslambda.models import EventSourceMapping, lambda_backends
from moto.sqs.models import Queue, sqs_backends

from course.facts import latency

if TYPE_CHECKING:
    from .account import Account

__all__ = ["Pollers"]


class Pollers:
    """The pollers of one account. They sleep, without an entry on the agenda, while their queue is empty."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._awake: set[str] = set()

    def wake(self, queue: Queue) -> None:
        """Let the mappings of this queue look into it."""
        for mapping in queue.lambda_event_source_mappings.values():
            if mapping.enabled and mapping.uuid not in self._awake:
                self._awake.add(mapping.uuid)
                self._account.clock.spawn(self._poll, queue, mapping)

    def _poll(self, queue: Queue, mapping: EventSourceMapping) -> None:
        clock = self._account.clock
        try:
            while mapping.enabled and queue.lambda_event_source_mappings:
                clock.sleep(latency("sqs", "ReceiveMessage"))
                batch = sqs_backends[queue.account_id][queue.region].receive_message(
                    queue.name, int(mapping.batch_size or 10), 0, int(queue.visibility_timeout)
                )
                if batch:
                    self._handle(queue, mapping, batch)
                elif (wait := self._until_visible(queue)) is not None:
                    clock.sleep(wait)
                else:
                    return
        finally:
            self._awake.discard(mapping.uuid)

    def _handle(self, queue: Queue, mapping: EventSourceMapping, batch: list[Any]) -> None:
        name = mapping.function_arn.split(":")[6]
        function = lambda_backends[queue.account_id][queue.region].get_function(name)
        event = {"Records": [_record(queue, message) for message in batch]}
        trace = self._account.trace
        span = trace.open("delivery", "sqs", queue.name, name, messages=len(batch))
        with trace.within(span):
            outcome = self._account.functions.invoke(function, event)
        trace.close(span, "retrying" if outcome.failed else "ok")
        if not outcome.failed:
            for message in batch:
                queue.delete_message(message.receipt_handle)

    def _until_visible(self, queue: Queue) -> float | None:
        """Return the seconds until a hidden message of the queue shows again; None when it holds none."""
        times = [max(message.visible_at, message.delayed_until) for message in queue._messages]  # noqa: SLF001
        now = self._account.clock.now.timestamp()
        return max(min(times) / 1000 - now, 0.0) + 0.001 if times else None


def _record(queue: Queue, message: Any) -> dict[str, Any]:
    attributes = {
        "ApproximateReceiveCount": str(message.approximate_receive_count),
        "SentTimestamp": str(int(message.sent_timestamp)),
        "SenderId": message.sender_id if hasattr(message, "sender_id") else "AIDAEXAMPLE",
        "ApproximateFirstReceiveTimestamp": str(int(message.approximate_first_receive_timestamp)),
    }
    if message.group_id:
        attributes |= {"MessageGroupId": message.group_id, "MessageDeduplicationId": message.deduplication_id}
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": attributes,
        "messageAttributes": {
            name: {
                "dataType": value.get("DataType", ""),
                "stringValue": value.get("StringValue"),
            }
            for name, value in (message.message_attributes or {}).items()
        },
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue.queue_arn,
        "awsRegion": queue.region,
    }
