"""From a queue to a function: batches are read, several at once, and what the function handled is deleted.

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, .../services-sqs-scaling.html and
.../services-sqs-errorhandling.html
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from moto.awslambda.models import EventSourceMapping
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import Message, Queue, sqs_backends

from course.clock import Bell
from course.cloud.arrivals import seconds_until_visible
from course.cloud.faults.deliveries import to_function
from course.cloud.functions import Called, Outcome, lineage
from course.cloud.sqs_event import record
from course.facts import latency, value

from .filters import wanted
from .mapping import active, called, reports_failures, window
from .reports import failed

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["QueuePoller"]


class QueuePoller:
    """Reads one queue for one mapping, as a task of the clock, until there is nothing left to read.

    AWS's model of how it grows, in a simple form: five batches at once, and five more with each second in which
    messages remain, up to a limit. That AWS reads less for a while after errors is not modelled.
    """

    def __init__(self, account: "Account", queue: Queue, mapping: EventSourceMapping) -> None:
        self._account = account
        self._queue = queue
        self._mapping = mapping
        self._under_way = 0
        self._freed = Bell()
        self._busy_since: float | None = None

    @property
    def works(self) -> bool:
        """Whether mapping, function and queue are there and the mapping is on."""
        known = sqs_backends[self._queue.account_id][self._queue.region].queues.get(self._queue.name)
        return known is self._queue and active(self._mapping)

    def run(self) -> None:
        """Read and hand over until nothing is left."""
        clock = self._account.clock
        while self.works:
            self._wait_for_room()
            outage = self._account.outages.left(self._queue.name)
            clock.sleep(outage or latency("sqs", "ReceiveMessage"))
            if self._account.outages.holds(self._queue.name) or not self.works:
                continue
            begun = clock.elapsed
            if batch := self._gather():
                if self._busy_since is None:
                    self._busy_since = clock.elapsed
                self._under_way += 1
                name = f"poller of {self._queue.name}"
                clock.spawn(self._hand_over, batch, begun, name=name)
            elif not self._rest():
                return

    def _wait_for_room(self) -> None:
        """Wait until one more batch may be under way."""
        clock, rule = self._account.clock, value("lambda.mapping.queue.batches")
        most = (self._mapping.scaling_config or {}).get("MaximumConcurrency") or rule["most"]
        a_second = rule["per_minute"] / 60
        while True:
            busy = 0.0 if self._busy_since is None else clock.elapsed - self._busy_since
            allowed = min(most, rule["first"] + int(busy * a_second + 1e-6))
            if self._under_way < allowed:
                return
            grown = (allowed + 1 - rule["first"]) / a_second - busy
            clock.listen(self._freed, grown if allowed < most else value("lambda.timeout.max"))

    def _gather(self) -> list[Message]:
        """Receive a batch: what is there now, or what comes within the mapping's window."""
        clock, size = self._account.clock, int(self._mapping.batch_size or 1)
        batch = self._receive(size)
        until = clock.elapsed + window(self._mapping)
        room = value("lambda.payload.sync")
        while batch and len(batch) < size and sum(len(each.body) for each in batch) < room:
            if more := self._receive(size - len(batch)):
                batch += more
                clock.sleep(latency("sqs", "ReceiveMessage"))
                continue
            left = until - clock.elapsed
            if left <= 0 or not self.works:
                break
            shown = seconds_until_visible(self._queue, clock.now.timestamp())
            clock.listen(self._account.arrivals.at(self._queue), left if shown is None else min(left, shown))
        return batch

    def _receive(self, most: int) -> list[Message]:
        queue = self._queue
        hidden: int = queue.visibility_timeout  # type: ignore[attr-defined]
        backend = sqs_backends[queue.account_id][queue.region]
        return backend.receive_message(queue.name, min(most, value("sqs.batch")), 0, hidden, ["All"])

    def _rest(self) -> bool:
        """Wait for something to read; False when there is nothing in the queue at all."""
        clock = self._account.clock
        self._busy_since = None
        shown = seconds_until_visible(self._queue, clock.now.timestamp())
        if shown is None:
            return False
        clock.listen(self._account.arrivals.at(self._queue), shown)
        return True

    def _hand_over(self, batch: list[Message], received: float) -> None:
        try:
            records = {message.id: record(self._queue, message) for message in batch}
            chosen = [each for each in batch if wanted(self._mapping, records[each.id])]
            called_now = called(self._mapping)
            if called_now is None:
                return
            # What no filter wants is gone for good; the function never hears of it.
            self._delete([each for each in batch if each not in chosen])
            if chosen:
                self._invoke(called_now, chosen, [records[each.id] for each in chosen], received)
        finally:
            self._under_way -= 1
            self._freed.ring()

    def _invoke(
        self, function: Called, batch: list[Message], records: list[dict[str, Any]], received: float
    ) -> None:
        trace, name = self._account.trace, function.function.function_name
        until = received + float(self._queue.visibility_timeout)  # type: ignore[attr-defined]
        with trace.caused_by(_sender(batch[0])), lineage.within(lineage.joined(map(_lineage, batch))):
            span = trace.open("delivery", "sqs", self._queue.name, name, messages=len(batch))
            with trace.within(span):
                outcome = to_function(
                    self._account,
                    batch[0].approximate_receive_count,
                    lambda: self._try(function, {"Records": records}, until),
                )
        lost = failed(outcome, [each.id for each in batch], reporting=reports_failures(self._mapping))
        self._delete([each for each in batch if each.id not in lost])
        trace.close(span, "retrying" if lost else "ok", failed=len(lost))

    def _try(self, function: Called, event: dict[str, Any], until: float) -> Outcome:
        """Invoke the function; while it is throttled, again and again until the messages show themselves again."""
        clock, wait = self._account.clock, latency("lambda", "retry_first")
        while True:
            outcome = self._account.functions.invoke(function.function, event, arn=function.arn)
            throttled = outcome.refusal is not None and outcome.refusal.status == 429
            if not throttled or clock.elapsed + wait >= until:
                return outcome
            clock.sleep(wait)
            wait = min(wait * 2, latency("lambda", "retry_longest"))

    def _delete(self, messages: Sequence[Message]) -> None:
        for message in messages:
            with suppress(ReceiptHandleIsInvalid):  # the function has deleted it, or the queue was purged
                self._queue.delete_message(message.receipt_handle or "")


def _sender(message: Message) -> int | None:
    """Return the id of the span within which the message was sent."""
    return getattr(message, "sent_within", None)


def _lineage(message: Message) -> lineage.Lineage:
    return getattr(message, "lineage", {})
