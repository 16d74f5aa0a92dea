"""Why a message or an event was wanted or not, condition by condition.

- `filter_tester`, `filters`: the filter policy of a subscription
- `event_routing`: the rules of a bus; `routing`: its widget, `routes`: what each makes of an event, `past_events`: those that there were,
  `field_lines`: which lines decide, `routing_html`: all of it drawn
"""

from .event_routing import event_routing
from .filter_tester import filter_tester
from .filters import filter_tree

__all__ = ["event_routing", "filter_tester", "filter_tree"]
