"""Records of a DynamoDB stream as a function receives them, and what is told of those that were given up.

https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html and .../services-dynamodb-errors.html
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from moto.awslambda.models import EventSourceMapping
from moto.dynamodb.models.table import StreamRecord

from course.cloud.functions import Called, Outcome

__all__ = ["discarded", "record", "sequence_number", "written_at"]


def record(source: str, kept: StreamRecord) -> dict[str, Any]:
    """Return one element of ``event["Records"]``; `source` is the stream's ARN."""
    shown = dict(kept.record["dynamodb"])
    shown["ApproximateCreationDateTime"] = int(written_at(kept))
    return {**kept.record, "awsRegion": source.split(":")[3], "dynamodb": shown, "eventSourceARN": source}


def written_at(kept: StreamRecord) -> float:
    """Return when the item was changed, in seconds since 1970."""
    moment: datetime = kept.record["dynamodb"]["ApproximateCreationDateTime"]
    return moment.replace(tzinfo=UTC).timestamp()


def sequence_number(kept: StreamRecord) -> str:
    """Return the place of the record in its shard, as text."""
    return str(kept.record["dynamodb"]["SequenceNumber"])


def discarded(
    mapping: EventSourceMapping,
    function: Called,
    shard: str,
    records: Sequence[StreamRecord],
    outcome: Outcome | None,
    condition: str,
    invocations: int,
    request_id: str,
    now: datetime,
) -> dict[str, Any]:
    """Return what a mapping's destination is told: which records were given up and why, not what they say."""
    response: dict[str, Any] = {}
    if outcome is not None and outcome.refusal is None:
        context = {"statusCode": 200, "executedVersion": str(function.function.version)}
        response = {
            "responseContext": {**context, **({"functionError": "Unhandled"} if outcome.failed else {})}
        }
    return {
        "requestContext": {
            "requestId": request_id,
            "functionArn": mapping.function_arn,
            "condition": condition,
            "approximateInvokeCount": invocations,
        },
        **response,
        "version": "1.0",
        "timestamp": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z",
        "DDBStreamBatchInfo": {
            "shardId": shard,
            "startSequenceNumber": sequence_number(records[0]),
            "endSequenceNumber": sequence_number(records[-1]),
            "approximateArrivalOfFirstRecord": _stamp(records[0]),
            "approximateArrivalOfLastRecord": _stamp(records[-1]),
            "batchSize": len(records),
            "streamArn": mapping.event_source_arn,
        },
    }


def _stamp(kept: StreamRecord) -> str:
    return f"{datetime.fromtimestamp(int(written_at(kept)), UTC):%Y-%m-%dT%H:%M:%SZ}"
