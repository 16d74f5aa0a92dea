"""The stepper: an execution over the graph of its state machine."""

from typing import Any

import traitlets

from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, kindly

from .playback import Playback
from .recording import recording_of
from .still import still_of

__all__ = ["PARTS", "Stepper", "stepper"]

# The scripts of the view, in the order in which they need each other; whoever shows an execution joins them.
PARTS = (
    "player.js",
    "state_machine/graph.js",
    "execution/ledger.js",
    "execution/time_slider.js",
    "execution/history_table.js",
    "execution/tiles.js",
    "execution/inside_panel.js",
    "execution/document_panel.js",
    "execution/graph_panel.js",
    "execution/filters.js",
    "execution/walk.js",
    "execution/stepper_body.js",
    "execution/stepper_view.js",
)


class Stepper(LiveWidget):
    """Steps through an execution. `step` n is the moment after its n-th event, 0 the time before the first."""

    _esm = script(*PARTS, "execution/stepper.js")
    _css = stylesheet("state_machine", "execution")
    scene = traitlets.Dict(help="the drawing, the events, and what each changes").tag(sync=True)
    step = traitlets.Int(0, min=0, help="how many events have happened").tag(sync=True)
    asked = traitlets.Dict(help="a child execution or a whole document that somebody wants to see").tag(
        sync=True
    )
    answer = traitlets.Dict(help="what was asked for").tag(sync=True)
    looks = traitlets.Int(0, help="how often somebody wanted to see what has happened since").tag(sync=True)

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        super().__init__(scene=playback.scene)

    @traitlets.observe("asked")
    def _reply(self, change: Any) -> None:
        self.answer = self._playback.answer(change["new"])

    @traitlets.observe("looks")
    def _look_again(self, _: Any) -> None:
        self.look_again()

    def look_again(self) -> None:
        """Show what has happened since of an execution that is under way; the step stays where it is."""
        self._playback = Playback(self._playback.story.recording.again())
        self.scene = self._playback.scene

    def still(self) -> View:
        """Return the end of the execution with its events as an ordered list."""
        return still_of(self._playback.story)


@kindly("an execution, its ARN, or its recorded history: stepper(history, definition=definition)")
def stepper(execution: Any, definition: Any = None) -> Stepper | View:
    """Show an execution step by step over its state machine: what happened, when, and to which document.

    `execution` is an execution of `course.asl`, its ARN in the account that runs, or what boto3's
    get_execution_history returned, then with the `definition` (text, dict or machine). One that is still running is
    shown as far as it has come, and has a button to look again.
    """
    return Stepper(Playback(recording_of(execution, definition)))
