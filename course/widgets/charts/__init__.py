"""Numbers and moments as charts.

- `bars`: numbers by name, and in ranges
- `timeline`: a trace as lanes; `waterfall`: as a tree by cause, with `span_tree`, `span_words`, `signs`, `participants`
- `lanes`: what takes place side by side, with `lane_rows` (whose lane) and `at_once` (how many)
- `depth`: depths given as numbers; `queue_depth`: those of an account, seen by a `queue_watch` or told by its trace
- `metric_curves`: metrics one below the other
- `cost_lens`: an account's bill, as often a month as one likes
- shared: `axes`, `panels` and `flow_bars` (over one axis), `stretches` and `time_row` (time with long waits drawn
  short), `legend` (how what goes on is drawn)
"""

from .bars import bars, histogram
from .cost_lens import cost_lens
from .depth import depth_chart
from .lanes import lanes
from .metric_curves import metric_curves
from .queue_depth import queue_depth, queue_watch
from .timeline import timeline
from .waterfall import waterfall

__all__ = [
    "bars",
    "cost_lens",
    "depth_chart",
    "histogram",
    "lanes",
    "metric_curves",
    "queue_depth",
    "queue_watch",
    "timeline",
    "waterfall",
]
