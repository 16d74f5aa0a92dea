"""The eight types of states: what each does between being entered and being left."""

from collections.abc import Callable

from course.asl.engine.visit import Outcome

from .at_once import choice, fail, pass_on, succeed
from .attempt import Attempt
from .map import map_items
from .parallel import parallel
from .task import task
from .wait import wait

__all__ = ["STATES", "Attempt"]

STATES: dict[str, Callable[[Attempt], Outcome]] = {
    "Choice": choice,
    "Fail": fail,
    "Map": map_items,
    "Parallel": parallel,
    "Pass": pass_on,
    "Succeed": succeed,
    "Task": task,
    "Wait": wait,
}
