"""What happens to the lines of states beside one that has failed."""

from course.asl.engine.flow import Flow
from course.asl.engine.retry import is_fatal
from course.asl.errors import StatesError

__all__ = ["cut_others"]


def cut_others(flow: Flow, failed: Flow | None, error: StatesError) -> None:
    """End the lines of states inside `flow` but `failed`, and write down where they were cut.

    `failed` is None if the state that `flow` stands in failed by itself. All that is written points back to the last
    event of the one that failed, from where `flow` goes on. An error that no state may catch ends everything at once,
    and leaves no such trace.
    """
    cause = (failed or flow).previous
    if not is_fatal(error):
        if failed and failed.step and failed.step.type == "Task":
            flow.history.add(failed.step.aborted, cause)
        for other in flow.children:
            if other is not failed and not other.is_done:
                other.note_cut(cause)
    for other in flow.children:
        if other is not failed:
            other.cut()
    flow.stop_tasks()
    flow.previous = cause
