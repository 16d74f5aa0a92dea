"""The stepper: an execution over the graph of its state machine, event by event.

- `recording`, `events`: what is given, read; `lines`: where each event belongs; `story`: both together
- `fates`: what became of a failure; `marks`: what each event changes; `ways`: transitions taken; `map_runs`, `children`
- `telling`: each event as a sentence, of a state (`state_sentences`, `choices`), what is inside it
  (`inside_sentences`), tasks (`task_sentences`), failures (`fate_sentences`), with the names of `subjects`
- `scene`: all that the script gets, with `event_columns` and `texts`, and the `slider` on its `time_scale`; `playback`:
  what the script asks for later
- `still`, `final_marks`, `outcome`: the static form; `stepper`: the widget
"""

from .playback import Playback, stepper_scene
from .recording import Recording, recording_of
from .stepper import PARTS, Stepper, stepper

__all__ = ["PARTS", "Playback", "Recording", "Stepper", "recording_of", "stepper", "stepper_scene"]
