"""The eight types of states: what each does between being entered and being left.

- `at_once` (Pass, Succeed, Fail, Choice), `wait`, `task`, `parallel`, `map` with `inline_map`
- `attempt`: what all of them get; `numbers`: fields that must be numbers
- for tasks: `refusal` before anything is sent, `answer`: waiting for one, `task_events`: what the history says
- `cut`: what happens beside a line of states that has failed
"""

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
