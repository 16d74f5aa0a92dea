"""Who looks on while an execution goes: for traces, logs and metrics that are written as things happen."""

from typing import TYPE_CHECKING, Any

from .visit import Visit

if TYPE_CHECKING:
    from .execution import Execution
    from .flow import Flow

__all__ = ["Observer"]


class Observer:
    """Told of everything at the moment it happens; override what is of interest, the rest does nothing.

    Give observers to `course.asl.engine.start`. They see the execution and the child executions of its Map Runs. An
    observer must not sleep: an execution can end while no task runs. `began_line`, `entered`, `left` and `ended_line`
    are called in the task that walks the line, so that a context variable set there holds for all that the line does.
    """

    def began(self, execution: "Execution") -> None:
        """Look at an execution that begins, or that goes on by a redrive; nothing of its history is written yet."""

    def recorded(self, execution: "Execution", event: dict[str, Any]) -> None:
        """Look at an event that was just added to the history; it must not be changed."""

    def ended(self, execution: "Execution") -> None:
        """Look at an execution that has its final status, and its last event."""

    def began_line(self, flow: "Flow") -> None:
        """Look at a line of states that is about to be walked: the execution's own, a branch, an iteration."""

    def ended_line(self, flow: "Flow") -> None:
        """Look at a line that came to its end, or that an error has ended."""

    def cut_line(self, flow: "Flow") -> None:
        """Look at a line that something outside has ended: a branch beside it that failed, the end of the execution.

        Branches that have ended before are among those that are cut.
        """

    def entered(self, flow: "Flow", visit: Visit) -> None:
        """Look at a state that was entered, or that a redrive goes on with."""

    def left(self, flow: "Flow", visit: Visit) -> None:
        """Look at a state that was left for the next one, or for the end of the line."""
