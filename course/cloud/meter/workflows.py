"""AWS Step Functions: transitions of Standard workflows; requests, memory and time of Express ones.

https://aws.amazon.com/step-functions/pricing/
"""

import math
from collections.abc import Iterator

from course.cloud.trace import Span
from course.facts import value

from .bill import Count
from .counting import Used

__all__ = ["count"]


def count(used: Used) -> Iterator[Count | str]:
    """Count the steps of Standard executions, retries included, and the executions of Express."""
    transitions = sum(
        _attempts(span)
        for span in used.of("state", "stepfunctions")
        if (execution := used.within(span, "execution")) and execution.detail["type"] == "STANDARD"
    )
    yield Count("stepfunctions", "transitions", "states.transition", transitions)
    express = [each for each in used.of("execution", "stepfunctions") if each.detail["type"] == "EXPRESS"]
    yield Count("stepfunctions", "Express requests", "states.express_request", len(express))
    steps = value("states.express.billing")
    # The lab does not measure memory: a workflow is taken to need the smallest amount that is billed.
    seconds = sum(_steps(each, steps["duration"]) for each in express) * steps["duration"] / 1000
    yield Count(
        "stepfunctions", "Express memory x time", "states.express_gb_second", seconds * steps["memory"] / 1024
    )
    if express:
        yield (
            f"Memory of Express workflows beyond {steps['memory']} MB: a large definition, Map, Parallel and large "
            "payloads need more of it, and the lab does not measure how much."
        )


def _attempts(span: Span) -> int:
    return max(int(span.detail.get("attempts", 1)), 1)


def _steps(span: Span, milliseconds: int) -> int:
    """Return how many steps of time an execution is billed for: one at the least; none while it runs."""
    if "outcome" not in span.detail:
        return 0
    return max(math.ceil(round((span.end - span.start) * 1000, 3) / milliseconds), 1)
