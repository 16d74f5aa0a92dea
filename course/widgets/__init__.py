"""Pictures of what happens in an account, and everything else a learner looks at: plain data in, a view out.

Each function returns a `View` (static HTML and the same in words) or a live widget that carries both beside it. None
raises into a learner's cell.
"""

from .account import architecture_map, message_flow
from .charts import bars, depth_chart, histogram, timeline
from .documents import side_by_side
from .events import filter_tester, filter_tree
from .lesson import QuizError, before, hint_ladder, progress, quiz, report_view
from .tables import table
from .view import View

__all__ = [
    "QuizError",
    "View",
    "architecture_map",
    "bars",
    "before",
    "depth_chart",
    "filter_tester",
    "filter_tree",
    "hint_ladder",
    "histogram",
    "message_flow",
    "progress",
    "quiz",
    "report_view",
    "side_by_side",
    "table",
    "timeline",
]
