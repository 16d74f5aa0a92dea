"""DynamoDB streams: records wait for the pollers, and a write that changes nothing leaves none."""

from typing import Any

from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import StreamShard

from course.cloud import running

from .seam import Seam

__all__ = ["SEAMS"]


def _add(shard: StreamShard, old: Item | None, new: Item | None) -> None:
    if old is not None and new is not None and old.to_json() == new.to_json():
        return
    account, table = running.current(), shard.table
    mappings, table.lambda_event_source_mappings = table.lambda_event_source_mappings, {}
    try:
        _moto_add(shard, old, new)
    finally:
        table.lambda_event_source_mappings = mappings
    record: Any = shard.items[-1]
    record.written_within = account.trace.current()
    account.pollers.wake_stream(shard)


_moto_add = StreamShard.add

SEAMS = (
    Seam(
        StreamShard,
        "add",
        _add,
        "moto invokes a mapped function inside the writer's call, and notes writes that change nothing",
    ),
)
