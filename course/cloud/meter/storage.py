"""Amazon DynamoDB's request units, Amazon S3's requests, and what Amazon CloudWatch Logs takes in.

https://aws.amazon.com/dynamodb/pricing/on-demand/, https://aws.amazon.com/s3/pricing/ and
https://aws.amazon.com/cloudwatch/pricing/
"""

from collections.abc import Iterator

from course.facts import value

from .bill import Count
from .counting import Used

__all__ = ["count_logs", "count_objects", "count_tables"]

_GB = 1024**3
_ENTRY: int = value("logs.entry")

# What begins the names of S3's operations of the dearer kind; those that delete are free, all others of the cheaper kind.
_DEARER = ("Put", "Copy", "Create", "Complete", "List", "Upload", "Post")


def count_tables(used: Used) -> Iterator[Count | str]:
    """Count the units that the account noted at each call; see `course.cloud.meter.capacity`."""
    calls = used.account.trace.find(kind="call", service="dynamodb")
    write = sum(span.detail.get("write_units", 0) for span in calls)
    yield Count("dynamodb", "write units", "dynamodb.write", write)
    yield Count(
        "dynamodb", "read units", "dynamodb.read", sum(span.detail.get("read_units", 0) for span in calls)
    )
    if not calls:
        return
    yield "Storage of DynamoDB, and writes to secondary indexes."
    if any(
        span.name in {"ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"} for span in calls
    ):
        yield "Statements of PartiQL to DynamoDB."
    if any(span.detail.get("parameters", {}).get("ProvisionedThroughput") for span in calls):
        yield "Provisioned capacity of DynamoDB: all tables are counted as on-demand ones."


def count_objects(used: Used) -> Iterator[Count | str]:
    """Count requests by their two kinds."""
    names = [span.name for span in used.of("call", "s3")]
    dearer = sum(name.startswith(_DEARER) for name in names)
    free = sum(name.startswith(("Delete", "Abort")) for name in names)
    yield Count("s3", "writing and listing requests", "s3.write", dearer)
    yield Count("s3", "reading requests", "s3.read", len(names) - dearer - free)
    if names:
        yield "Storage of S3."


def count_logs(used: Used) -> Iterator[Count | str]:
    """Count the bytes of all log events that are there."""
    from moto.logs.models import logs_backends

    account = used.account
    total = sum(
        len(event.message.encode()) + _ENTRY
        for group in logs_backends[account.id][account.region].groups.values()
        for stream in group.streams.values()
        for event in stream.events
    )
    yield Count("logs", "taken in", "logs.gb", total / _GB)
    if any(span.name == "StartQuery" for span in used.of("call", "logs")):
        yield "Queries of Logs Insights, which are paid for by the GB looked through."
