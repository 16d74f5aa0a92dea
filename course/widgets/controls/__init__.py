"""What a learner turns, switches and decides.

- `fault_switches`: faults switched on and off; `switchboard`: the widget, `switchable`: which they are
- `scenario`: sliders that run a function again; `knobs`: what can be turned, `outcome`: what came of it
- `inbox`: tasks that wait for a person; `open_tasks`: which they are, `letters`: what is said of each
- `working`: long work that shows how far it is; `progress_bar`: its bar; `stopping`: the first interrupt asks it to end
- `asked`: a widget that its script asks for work; `home_thread`: where a widget's work is done; `own_frames`: an error of the learner's code in a few lines
"""

from .fault_switches import fault_switches
from .inbox import inbox
from .scenario import scenario
from .working import working

__all__ = ["fault_switches", "inbox", "scenario", "working"]
