"""Distributed Map: datasets, batches, tolerance, results, and Map Runs of child executions.

All that is here works on plain data and texts; S3 is asked through a function (`reader` and `writer` say what it must
answer). The module `state` joins it to the engine and is imported by the engine alone.
"""

from .batches import Batches
from .dataset import Item, items_of
from .failure import threshold_exceeded
from .map_run import Child, MapRun
from .reader import read_items
from .results import transformed
from .tolerance import Tolerance
from .writer import write_results

__all__ = [
    "Batches",
    "Child",
    "Item",
    "MapRun",
    "Tolerance",
    "items_of",
    "read_items",
    "threshold_exceeded",
    "transformed",
    "write_results",
]
