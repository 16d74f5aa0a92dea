"""How much a Distributed Map takes."""

from course.facts import value

__all__ = ["BATCH_BYTES", "CONCURRENCY", "CSV_HEADERS", "MOST_ITEMS"]

CONCURRENCY: int = value("states.map.distributed_concurrency")

# One child execution's input is a payload like others.
BATCH_BYTES: int = value("states.payload")

# https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
CSV_HEADERS = 10 * 1024  # bytes
MOST_ITEMS = 100_000_000
