"""A Map Run as the engine sees it: a line of states inside the Map state, which ends and goes on along with it."""

from datetime import datetime
from typing import Any

from .lanes import stop_children
from .map_run import MapRun

__all__ = ["Line"]


class Line:
    """Stands among the children of a `course.asl.engine.flow.Flow`, and has what is asked of those."""

    is_done = False

    def __init__(self, run: MapRun, history: Any) -> None:
        self.run = run
        self._history = history

    def cut(self) -> None:
        """Abort the run with all its children: nobody waits for it any more."""
        if self.run.status == "RUNNING":
            self.run.end("ABORTED", self._now)
            stop_children(self.run)

    def note_cut(self, previous: int) -> None:
        """Write down that the run was aborted; `previous` is the event that cut it."""
        self._history.add("MapRunAborted", previous)

    def redriven(self, _around: dict[str, Any]) -> None:
        """Go on later: the state takes the run up when it is visited again."""

    @property
    def _now(self) -> datetime:
        now: datetime = self._history.now
        return now
