"""What is written of one execution: its events and its visits, folded into little room when nobody needs them."""

from typing import Any

from .folded import Folded, fold, unfold
from .history import History
from .visit import Visit

__all__ = ["Record"]


class Record:
    """The history (`log`) and the visits of one execution.

    While it is folded, `log` has no events; who reads `events` or `visits` unfolds it.
    """

    def __init__(self, log: History) -> None:
        self.log = log
        self._visits: list[Visit] = []
        self._folded: Folded | None = None

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events so far."""
        self._unfold()
        return self.log.events

    @property
    def visits(self) -> list[Visit]:
        """The visits so far, in the order in which states were entered."""
        self._unfold()
        return self._visits

    def fold(self) -> Folded | None:
        """Return all of it in little room, and be used no more; None where bytes cannot hold it."""
        return fold(self.log.events, self._visits)

    def restore(self, folded: Folded) -> None:
        """Be what was folded: the record of an execution that is over."""
        self.log.closed = True
        self._folded = folded

    def _unfold(self) -> None:
        if self._folded:
            self.log.events, self._visits = unfold(self._folded)
            self._folded = None
