"""Pictures of what happens in an account, and everything else a learner looks at: plain data in, a view out.

Each function returns a `View` (static HTML and the same in words) or a live widget that carries both beside it. None
raises into a learner's cell.
"""

from course.widgets.architecture import architecture_map
from course.widgets.bars import bars, histogram
from course.widgets.depth import depth_chart
from course.widgets.documents import side_by_side
from course.widgets.filter_tester import filter_tester
from course.widgets.filters import filter_tree
from course.widgets.hints import hint_ladder
from course.widgets.message_flow import message_flow
from course.widgets.progress import progress
from course.widgets.questions import QuizError
from course.widgets.quiz import before, quiz
from course.widgets.report import report_view
from course.widgets.tables import table
from course.widgets.timeline import timeline
from course.widgets.view import View

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
