"""Map: an item processor for each item, inline or in executions of their own."""

from collections.abc import Callable

from course.asl.engine.visit import Outcome

from .attempt import Attempt
from .inline_map import inline_map

__all__ = ["MODES", "map_items"]


def _distributed_map(attempt: Attempt) -> Outcome:
    # That room imports this one, so it can be asked for only when both are there.
    from course.asl.distributed_map.state import distributed_map

    return attempt.leave_with(distributed_map(attempt))


MODES: dict[str, Callable[[Attempt], Outcome]] = {"INLINE": inline_map, "DISTRIBUTED": _distributed_map}


def map_items(attempt: Attempt) -> Outcome:
    """Process the items in the processor's mode; the result is what that gives."""
    mode = attempt.step.groups[0].fields.get("ProcessorConfig", {}).get("Mode", "INLINE")
    return MODES[mode](attempt)
