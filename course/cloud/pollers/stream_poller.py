"""From a DynamoDB stream to a function: in order, and no further until a batch is handled or given up.

https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html, .../services-ddb-params.html and
.../services-dynamodb-errors.html
"""

import json
import zlib
from typing import TYPE_CHECKING

from moto.awslambda.models import EventSourceMapping
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import StreamRecord, StreamShard

from course.clock import Bell
from course.facts import latency, value

from .batch import Batch
from .filters import wanted
from .mapping import active, window
from .stream_event import record, written_at

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Position", "StreamPoller"]


class Position:
    """How far one lane of a mapping has read: the index of the next record in the shard."""

    def __init__(self, next_record: int) -> None:
        self.next = next_record


class StreamPoller:
    """Reads one lane of a stream for one mapping, as a task of the clock, until there is nothing left to read.

    A mapping has as many lanes as its ParallelizationFactor says; changes of the same item are in the same lane, and
    so in order.
    """

    def __init__(
        self,
        account: "Account",
        shard: StreamShard,
        mapping: EventSourceMapping,
        lane: int,
        position: Position,
        bell: Bell,
    ) -> None:
        self._account = account
        self._shard = shard
        self._mapping = mapping
        self._lane = lane
        self._lanes = int(mapping.parallelization_factor or 1)
        self._position = position
        self._bell = bell

    @property
    def works(self) -> bool:
        """Whether mapping, function and stream are there and the mapping is on."""
        table = self._shard.table
        region, owner = self._mapping.event_source_arn.split(":")[3:5]
        there = dynamodb_backends[owner][region].tables.get(table.name) is table
        same = self._lanes == int(self._mapping.parallelization_factor or 1)
        return there and same and table.stream_shard is self._shard and active(self._mapping)

    def run(self) -> None:
        """Read and hand over until nothing is left."""
        clock = self._account.clock
        while self.works and self._position.next < len(self._shard.items):
            table = self._shard.table.name
            clock.sleep(self._account.outages.left(table) or latency("lambda", "poll_stream"))
            if self._account.outages.holds(table) or not self.works:
                continue
            records, beyond = self._gather()
            if records and not Batch(self._account, self._mapping, self._shard, records).run(
                lambda: self.works
            ):
                return  # switched off in the middle: read again when it is on
            self._position.next = beyond

    def _gather(self) -> tuple[list[StreamRecord], int]:
        """Return a batch, and the index behind it; waits for more within the mapping's window."""
        clock, size = self._account.clock, int(self._mapping.batch_size or 1)
        begin, until = self._position.next, clock.elapsed + window(self._mapping)
        records: list[StreamRecord] = []
        while True:
            while begin < len(self._shard.items) and len(records) < size:
                if self._mine(self._shard.items[begin]):
                    records.append(self._shard.items[begin])
                begin += 1
            left = until - clock.elapsed
            if not records or len(records) == size or left <= 0 or not self.works:
                return records, begin
            clock.listen(self._bell, left)

    def _mine(self, kept: StreamRecord) -> bool:
        """Tell whether the record is in this lane, still kept by the stream, and wanted."""
        if self._lanes > 1:
            keys = json.dumps(kept.record["dynamodb"]["Keys"], sort_keys=True)
            if zlib.crc32(keys.encode()) % self._lanes != self._lane:
                return False
        age = self._account.clock.now.timestamp() - written_at(kept)
        if age > value("dynamodb.stream.retention"):
            return False
        return wanted(self._mapping, record(self._mapping.event_source_arn, kept))
