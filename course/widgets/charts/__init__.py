"""Numbers and moments as charts: bars, depths, lanes of time."""

from .bars import bars, histogram
from .depth import depth_chart
from .timeline import timeline

__all__ = ["bars", "depth_chart", "histogram", "timeline"]
