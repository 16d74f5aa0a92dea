"""How much a Distributed Map takes."""

from course.facts import value

__all__ = ["BATCH_BYTES", "CONCURRENCY", "CSV_HEADERS", "MOST_ITEMS"]

CONCURRENCY: int = value("states.map.distributed_concurrency")

# One child execution's input is a payload like others.
BATCH_BYTES: int = value("states.payload")

CSV_HEADERS: int = value("states.map.csv_headers")
MOST_ITEMS: int = value("states.map.max_items")
