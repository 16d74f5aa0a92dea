"""The state machine graph: any definition, drawn, to be walked through and marked.

- `graph`: a machine as nodes, groups and edges, plain data; `reading` makes it of a definition, with `conditions`,
  `doings` and `errors_caught` for what stands on it in words
- `placing`: where everything goes, with `measure` for how wide a text is, `outlines` for the states' shapes `loops` for
  what leads up, `far` for what leads too far, `unreached` for what stands last; `drawing` and `drawn_state`: the SVG; `statuses`: how a state may be marked; `legend`: its signs
- `telling`: the same in words; `details` with `source`: what there is to read of one state
- `scene`: all that a script or a static page gets; `definitions`: what may be handed in; `machine_graph`: the widget

`graph.js` shows a scene, here and in the scripts of other rooms; a state's id is its JSON pointer in the definition.
"""

from .drawn_state import Mark
from .graph import Edge, Graph, Group, Node, pointer
from .machine_graph import MachineGraph, state_machine
from .reading import graph_of
from .scene import scene_of, still_graph
from .statuses import STATUSES, Status

__all__ = [
    "STATUSES",
    "Edge",
    "Graph",
    "Group",
    "MachineGraph",
    "Mark",
    "Node",
    "Status",
    "graph_of",
    "pointer",
    "scene_of",
    "state_machine",
    "still_graph",
]
