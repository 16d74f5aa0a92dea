"""What a run of a workflow costs, in each of the two types.

Source: https://aws.amazon.com/step-functions/pricing/
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from course.facts import value

__all__ = ["MEMORY_GB", "PRICES", "STEP_MS", "express", "milliseconds", "standard", "transitions"]

PRICES: dict[str, float] = {
    "transition": value("price.states.transition") / 1000,
    "request": value("price.states.express_request") / 1_000_000,
    "gb_second": value("price.states.express_gb_second"),
}
STEP_MS: int = value("states.express.billing")["duration"]
MEMORY_GB: float = value("states.express.billing")["memory"] / 1024

_SCHEDULED = ("TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled")


def standard(count: int, prices: Mapping[str, float] = PRICES) -> float:
    """Return what a Standard run costs in USD that makes so many transitions."""
    return count * prices["transition"]


def express(lasts_ms: float, prices: Mapping[str, float] = PRICES) -> float:
    """Return what an Express run costs in USD that lasts so long: a request, and whole steps of time, one at the least."""
    steps = max(math.ceil(round(lasts_ms / STEP_MS, 6)), 1)
    return prices["request"] + steps * STEP_MS / 1000 * MEMORY_GB * prices["gb_second"]


def transitions(history: Iterable[Mapping[str, Any]]) -> int:
    """Count the transitions in a history: each state entered is one, and each further attempt of a task."""
    types: list[str] = [event["type"] for event in history]
    entered = sum(each.endswith("StateEntered") for each in types)
    tasks = types.count("TaskStateEntered")
    return entered + max(sum(each in _SCHEDULED for each in types) - tasks, 0)


def milliseconds(history: Iterable[Mapping[str, Any]]) -> float:
    """Return how long the run of a history lasted, from its first event to its last."""
    events = list(history)
    seconds: float = (events[-1]["timestamp"] - events[0]["timestamp"]).total_seconds()
    return seconds * 1000
