"""Distributed Map: datasets, batches, tolerance, results, and Map Runs of child executions.

- `state`: the state's work, from which everything here is called; the engine alone imports it
- `settings`: what its fields say; `tolerance`, `batches`; `limits`
- `reader` with `body`, `delimited_text`, `json_file`, `json_lines`, `manifest`, `object_list`: a `dataset` from S3
- `map_run`: the run and its children as data; `children` plans and makes them, `lanes` run them, `names` them all
- `results` and `writer`: what came of them; `s3`: how S3 is asked; `line`: a run as the engine sees it; `failure`
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
