"""Event source mappings from queues to functions: Lambda's pollers, first form.

One poller a mapping reads batches, invokes the function and deletes what it handled. Not there yet: batching windows,
filter criteria, maximum concurrency. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html and
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import EventSourceMapping, LambdaFunction, lambda_backends
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import Queue, sqs_backends

from course.facts import latency

from .arrivals import seconds_until_visible
from .functions import Outcome
from .sqs_event import record

if TYPE_CHECKING:
    from .account import Account

__all__ = ["Pollers"]


class Pollers:
    """The pollers of one account. They end, and leave nothing due, while their queue is empty."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._awake: set[str] = set()

    def wake(self, queue: Queue) -> None:
        """Let the mappings of this queue look into it."""
        for mapping in queue.lambda_event_source_mappings.values():
            if mapping.uuid not in self._awake and self._works(queue, mapping):
                self._awake.add(mapping.uuid)
                self._account.clock.spawn(self._poll, queue, mapping, name=f"poller of {queue.name}")

    def _works(self, queue: Queue, mapping: EventSourceMapping) -> bool:
        """Tell whether the mapping is there and enabled, its queue and its function too."""
        there = lambda_backends[queue.account_id][queue.region].get_event_source_mapping(mapping.uuid)
        known = sqs_backends[queue.account_id][queue.region].queues.get(queue.name) is queue
        return there is mapping and bool(mapping.enabled) and known and _function(mapping) is not None

    def _poll(self, queue: Queue, mapping: EventSourceMapping) -> None:
        clock = self._account.clock
        try:
            while self._works(queue, mapping):
                clock.sleep(self._account.outages.left(queue.name) or latency("sqs", "ReceiveMessage"))
                if self._account.outages.holds(queue.name) or not self._works(queue, mapping):
                    continue
                hidden: int = queue.visibility_timeout  # type: ignore[attr-defined]
                batch = sqs_backends[queue.account_id][queue.region].receive_message(
                    queue.name, int(mapping.batch_size or 10), 0, hidden, ["All"]
                )
                if batch:
                    self._handle(queue, mapping, batch)
                elif (wait := seconds_until_visible(queue, clock.now.timestamp())) is not None:
                    clock.listen(self._account.arrivals.at(queue), wait)
                else:
                    return
        finally:
            self._awake.discard(mapping.uuid)

    def _handle(self, queue: Queue, mapping: EventSourceMapping, batch: list[Any]) -> None:
        function = _function(mapping)
        if function is None:
            return
        event = {"Records": [record(queue, message) for message in batch]}
        trace = self._account.trace
        span = trace.open("delivery", "sqs", queue.name, function.function_name, messages=len(batch))
        with trace.within(span):
            outcome = self._account.functions.invoke(function, event)
        failed = _failed(mapping, outcome, [message.id for message in batch])
        for message in batch:
            if message.id not in failed:
                with suppress(ReceiptHandleIsInvalid):  # the function has deleted it, or the queue was purged
                    queue.delete_message(message.receipt_handle)
        trace.close(span, "retrying" if failed else "ok", failed=len(failed))


def _function(mapping: EventSourceMapping) -> LambdaFunction | None:
    region, owner = mapping.function_arn.split(":")[3:5]
    try:
        return lambda_backends[owner][region].get_function(mapping.function_arn)
    except UnknownFunctionException:
        return None


def _failed(mapping: EventSourceMapping, outcome: Outcome, ids: list[str]) -> set[str]:
    """Return the ids of the messages that go back to the queue: all, or those that the function reports."""
    if outcome.failed:
        return set(ids)
    if "ReportBatchItemFailures" not in (mapping.function_response_types or []):
        return set()
    answer = json.loads(outcome.payload)
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else [answer] if answer else None
    if not failures:
        return set()
    named = [str(each.get("itemIdentifier")) for each in failures if isinstance(each, dict)]
    # An answer that cannot be read counts as a failure of the whole batch.
    return set(named) if len(named) == len(failures) and set(named) <= set(ids) else set(ids)
