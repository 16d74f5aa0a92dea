"""Wakes the pollers of an account's event source mappings when there is something for them."""

from collections import defaultdict
from typing import TYPE_CHECKING

from moto.awslambda.models import EventSourceMapping
from moto.dynamodb.models.table import StreamShard
from moto.sqs.models import Queue

from course.clock import Bell

from .queue_poller import QueuePoller
from .stream_poller import Position, StreamPoller

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Pollers"]


class Pollers:
    """The pollers of one account. They end, and leave nothing due, while there is nothing to read."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._awake: set[tuple[str, int]] = set()
        self._bells: defaultdict[str, Bell] = defaultdict(Bell)
        self._positions: dict[tuple[str, int], Position] = {}
        self._lanes: dict[str, int] = {}

    def wake(self, queue: Queue) -> None:
        """Let the mappings of this queue look into it."""
        for mapping in queue.lambda_event_source_mappings.values():
            if (mapping.uuid, 0) not in self._awake:
                self._start(mapping, 0, QueuePoller(self._account, queue, mapping), queue.name)

    def wake_stream(self, shard: StreamShard) -> None:
        """Let the mappings of this stream look into it."""
        for mapping in shard.table.lambda_event_source_mappings.values():
            bell = self._bells[mapping.event_source_arn]
            for lane, position in enumerate(self._places(shard, mapping)):
                if (mapping.uuid, lane) not in self._awake:
                    poller = StreamPoller(self._account, shard, mapping, lane, position, bell)
                    self._start(mapping, lane, poller, shard.table.name)
            bell.ring()

    def _places(self, shard: StreamShard, mapping: EventSourceMapping) -> list[Position]:
        """Return how far each lane of the mapping has read; a new number of lanes begins where the last one was."""
        lanes = int(mapping.parallelization_factor or 1)
        before = self._lanes.get(mapping.uuid)
        if before != lanes:
            old = [self._positions.pop((mapping.uuid, lane)).next for lane in range(before or 0)]
            begin = min(old, default=len(shard.items) if mapping.starting_position == "LATEST" else 0)
            for lane in range(lanes):
                self._positions[mapping.uuid, lane] = Position(begin)
            self._lanes[mapping.uuid] = lanes
        return [self._positions[mapping.uuid, lane] for lane in range(lanes)]

    def _start(
        self, mapping: EventSourceMapping, lane: int, poller: QueuePoller | StreamPoller, source: str
    ) -> None:
        if poller.works:
            self._awake.add((mapping.uuid, lane))
            self._account.clock.spawn(self._run, mapping, lane, poller, name=f"poller of {source}")

    def _run(self, mapping: EventSourceMapping, lane: int, poller: QueuePoller | StreamPoller) -> None:
        try:
            poller.run()
        finally:
            self._awake.discard((mapping.uuid, lane))
