"""Sales at work: a queue, a table, and a worker that is handed one batch after the other and watched."""

from dataclasses import dataclass, field
from typing import Any

from course.cloud.queue_content import find
from grader.checks import AnswerError, Bench, calls
from grader.rubrics.insurer import queue_arn

from .batches import QUEUE, Message, event_of

__all__ = ["Batch", "Sales"]


@dataclass
class Batch:
    """One batch: its messages, what the worker returned or raised, the payments offered in it, and what was deleted.

    `deleted_first` tells that the worker took messages from the queue itself before it had made any offer.
    """

    name: str
    messages: list[Message]
    returned: Any = None
    error: AnswerError | None = None
    offered: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    deleted_first: bool = False
    left: set[str] = field(default_factory=set)

    @property
    def broken(self) -> list[str]:
        """The ids of the messages that tell of no payment."""
        return [message.id for message in self.messages if not message.payment]

    @property
    def failed(self) -> list[str]:
        """The ids of the messages that could not be processed, be it that the offer failed."""
        return [each.id for each in self.messages if not each.payment or each.payment in self.refused]

    @property
    def given(self) -> list[dict[str, str]]:
        """The batch for a reader."""
        return [{"messageId": message.id, "body": message.body} for message in self.messages]

    @property
    def named(self) -> list[Any] | None:
        """The messages that its answer names; None where the answer has another form."""
        if self.returned is None:
            return []
        failures = self.returned.get("batchItemFailures") if isinstance(self.returned, dict) else ...
        if failures is None:
            return []
        if not isinstance(failures, list) or not all(isinstance(each, dict) for each in failures):
            return None
        return [each.get("itemIdentifier") for each in failures]


class Sales:
    """Sales: its queue, its table, and the offers that were made, by payment."""

    def __init__(self, bench: Bench, account: Any, table: Any) -> None:
        self._bench = bench
        self._account = account
        self._table = table
        self._sqs = account.client("sqs")
        self._url = self._sqs.create_queue(QueueName=QUEUE)["QueueUrl"]

    def worked(self, name: str, messages: list[Message], *, real: bool = False, refused: str = "") -> Batch:
        """Let the worker take a batch; `real` messages lie in the queue meanwhile, the offer for `refused` fails."""
        batch = Batch(name, messages, refused=[refused] if refused else [])
        handles = self._put(messages) if real else {}
        begin = len(self._account.trace)
        done: list[int] = []

        def offer(payment: Any) -> None:
            told = payment.get("paymentId") if isinstance(payment, dict) else payment
            if told == refused:
                raise RuntimeError("the offer could not be made")
            done.append(len(self._account.trace))
            batch.offered.append(str(told))

        try:
            event = event_of(messages, queue_arn(QUEUE), handles)
            batch.returned = self._bench.answer("worker")(event, self._table, offer)
        except AnswerError as error:
            batch.error = error
        deletes = [
            span.id for span in calls(self._account.trace[begin:], "sqs") if span.name.startswith("Delete")
        ]
        batch.deleted_first = bool(deletes) and (not done or min(deletes) <= min(done))
        batch.left = self._left(handles)
        return batch

    def _put(self, messages: list[Message]) -> dict[str, str]:
        """Put messages into the queue and receive them, as Lambda does; return their receipt handles."""
        entries = [{"Id": each.id, "MessageBody": each.body} for each in messages]
        self._sqs.send_message_batch(QueueUrl=self._url, Entries=entries)
        received = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10).get("Messages", [])
        by_body: dict[str, list[str]] = {}
        for each in received:
            by_body.setdefault(each["Body"], []).append(each["ReceiptHandle"])
        return {each.id: by_body[each.body].pop() for each in messages}

    def _left(self, handles: dict[str, str]) -> set[str]:
        queue = find(self._account, self._url)
        there = {str(message.receipt_handle) for message in queue._messages} if queue else set()  # noqa: SLF001
        return {message for message, handle in handles.items() if handle in there}
