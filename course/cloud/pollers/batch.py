"""A batch of a stream on its way through a function: tried, split, tried again, and given up in the end.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html and .../services-ddb-batchfailurereporting.html
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from moto.awslambda.models import EventSourceMapping
from moto.dynamodb.models.table import StreamRecord, StreamShard

from course.cloud.faults.deliveries import to_function
from course.cloud.functions import Called, Outcome, lineage, metrics
from course.cloud.functions.handover import store, tell
from course.facts import latency, value

from .mapping import called, failure_destination, reports_failures
from .reports import failed
from .stream_event import discarded, record, sequence_number, written_at

if TYPE_CHECKING:
    from course.cloud.account import Account
    from course.cloud.trace import Span

__all__ = ["Batch"]


class Batch:
    """One batch, which may become smaller. Retries have no published rhythm; the lab waits longer from time to time."""

    def __init__(
        self,
        account: "Account",
        mapping: EventSourceMapping,
        shard: StreamShard,
        records: list[StreamRecord],
    ) -> None:
        self._account = account
        self._mapping = mapping
        self._shard = shard
        self._records = records
        self._wait = latency("lambda", "retry_first")
        self._invocations = 0

    def run(self, works: Callable[[], bool]) -> bool:
        """Go on until every record is handled or given up; False when the mapping stopped working before that."""
        return self._work(self._records, 0, works)

    def _work(self, records: list[StreamRecord], failures: int, works: Callable[[], bool]) -> bool:
        """Handle these records in order. `failures` counts the attempts that they have used up."""
        while records:
            function = called(self._mapping)
            if function is None or not works():
                return False
            records = self._without_aged(function, records)
            if not records:
                break
            outcome, span = self._invoke(function, records, failures)
            done = self._done(records, outcome)
            records = records[done:]
            if not records:
                self._account.trace.close(span, "ok", failed=0)
                break
            if self._splits(outcome, records, done):
                self._account.trace.close(span, "retrying", failed=len(records))
                half = 0 if done else len(records) // 2
                if not self._work(records[:half], failures, works):
                    return False
                records = records[half:]
                continue
            failures += outcome.refusal is None
            if self._exhausted(failures):
                self._give_up(function, records, outcome, "RetryAttemptsExhausted", span)
                break
            self._account.trace.close(span, "retrying", failed=len(records))
            self._account.clock.sleep(self._wait)
            self._wait = min(self._wait * 2, latency("lambda", "retry_longest"))
        return True

    def _done(self, records: list[StreamRecord], outcome: Outcome) -> int:
        """Return how many of the records, from the first on, are handled: those before the first that failed."""
        numbers = [sequence_number(each) for each in records]
        bad = failed(outcome, numbers, reporting=reports_failures(self._mapping))
        return next((place for place, number in enumerate(numbers) if number in bad), len(records))

    def _splits(self, outcome: Outcome, records: list[StreamRecord], done: int) -> bool:
        """Tell whether what is left goes on in smaller batches; that uses up no attempt."""
        asked = self._mapping.bisect_on_error and outcome.refusal is None
        return bool(asked) and (done > 0 or len(records) > 1)

    def _exhausted(self, failures: int) -> bool:
        retries = self._mapping.max_retry_attempts
        return retries is not None and 0 <= int(retries) < failures

    def _invoke(self, function: Called, records: list[StreamRecord], failures: int) -> tuple[Outcome, "Span"]:
        account, source = self._account, self._mapping.event_source_arn
        trace, name = account.trace, function.function.function_name
        writer = getattr(records[0], "written_within", None)
        age = (account.clock.now.timestamp() - written_at(records[-1])) * 1000
        metrics.put(function.function, IteratorAge=age)
        event = {"Records": [record(source, each) for each in records]}
        with trace.caused_by(writer), lineage.within({}):  # a stream does not carry the lineage along
            span = trace.open("delivery", "dynamodb", self._shard.table.name, name, messages=len(records))
            with trace.within(span):
                outcome = to_function(
                    account,
                    failures + 1,
                    lambda: account.functions.invoke(function.function, event, arn=function.arn),
                )
        self._invocations += outcome.refusal is None
        return outcome, span

    def _without_aged(self, function: Called, records: list[StreamRecord]) -> list[StreamRecord]:
        """Give up the records that are too old by now, and return the others."""
        configured = self._mapping.max_record_age
        limited = configured is not None and int(configured) >= 0
        oldest = int(configured) if limited and configured is not None else value("dynamodb.stream.retention")
        now = self._account.clock.now.timestamp()
        aged = [each for each in records if now - written_at(each) > oldest]
        if aged:
            trace, name = self._account.trace, function.function.function_name
            span = trace.open("delivery", "dynamodb", self._shard.table.name, name, messages=len(aged))
            self._give_up(function, aged, None, "RecordAgeExceeded", span)
        return records[len(aged) :]

    def _give_up(
        self,
        function: Called,
        records: list[StreamRecord],
        outcome: Outcome | None,
        condition: str,
        span: "Span",
    ) -> None:
        """Tell the mapping's destination of records that are not tried any more."""
        account, arn = self._account, failure_destination(self._mapping)
        kept = False
        if arn:
            now = account.clock.now
            told = discarded(
                self._mapping,
                function,
                self._shard.id,
                records,
                outcome,
                condition,
                self._invocations,
                account.new_id(),
                now,
            )
            with account.trace.within(span):
                kept = self._tell(arn, told, records)
        account.trace.close(span, "dead-letter" if kept else "lost", failed=len(records), condition=condition)

    def _tell(self, arn: str, told: dict[str, object], records: list[StreamRecord]) -> bool:
        if arn.split(":")[2] != "s3":
            return tell(self._account, arn, told)
        source = self._mapping.event_source_arn
        payload = json.dumps({"Records": [record(source, each) for each in records]})
        folder = f"aws/lambda/{self._mapping.uuid}/{self._shard.id}"
        return store(self._account, arn, folder, {**told, "payload": payload})
