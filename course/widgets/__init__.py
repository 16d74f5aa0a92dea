"""Pictures of what happens in an account, and everything else a learner looks at: plain data in, a view out.

Each function returns a `View` (static HTML and the same in words) or a live widget that carries both beside it. None
raises into a learner's cell.
"""

from .account import architecture_map, message_flow
from .charts import (
    bars,
    cost_lens,
    depth_chart,
    histogram,
    lanes,
    metric_curves,
    queue_depth,
    queue_watch,
    timeline,
    waterfall,
)
from .controls import fault_switches, inbox, scenario, working
from .data_flow import microscope, scope_tree, twins
from .documents import side_by_side
from .editor import editor
from .events import event_routing, filter_tester, filter_tree
from .execution import stepper
from .lesson import QuizError, assessment, before, first_check, hint_ladder, progress, quiz, report_view
from .state_machine import state_machine
from .stations import stations
from .tables import table
from .view import View

__all__ = [
    "QuizError",
    "View",
    "architecture_map",
    "assessment",
    "bars",
    "before",
    "cost_lens",
    "depth_chart",
    "editor",
    "event_routing",
    "fault_switches",
    "filter_tester",
    "filter_tree",
    "first_check",
    "hint_ladder",
    "histogram",
    "inbox",
    "lanes",
    "message_flow",
    "metric_curves",
    "microscope",
    "progress",
    "queue_depth",
    "queue_watch",
    "quiz",
    "report_view",
    "scenario",
    "scope_tree",
    "side_by_side",
    "state_machine",
    "stations",
    "stepper",
    "table",
    "timeline",
    "twins",
    "waterfall",
    "working",
]
