"""What TestState shows of a state's data flow, as AWS names and writes it; `http_call` has the rest of TRACE."""

from collections.abc import Mapping
from typing import Any

from course.asl import jsonata
from course.asl.engine.plan import Step
from course.asl.json_text import compact
from course.asl.query import Stages

__all__ = ["inspection"]

# Bounds of a Map: numbers in the answer, where all else is JSON text.
NUMBERS = ("maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage")
OF_MAP = ("afterItemBatcher", "afterItemSelector", "afterItemsPointer", *NUMBERS)
OF_RESULT = ("afterResultPath", "afterResultSelector")
OF_WORK = ("afterInputPath", "afterParameters", "result", *OF_RESULT)

# By type of state; what a state did not get to is not shown.
JSONPATH: Mapping[str, tuple[str, ...]] = {
    "Choice": ("afterInputPath",),
    "Map": ("afterInputPath", "afterItemsPath", *OF_MAP, *OF_RESULT),
    "Parallel": OF_RESULT,
    "Pass": OF_WORK,
    "Succeed": ("afterInputPath",),
    "Task": OF_WORK,
    "Wait": ("afterInputPath",),
}
JSONATA: Mapping[str, tuple[str, ...]] = {"Map": OF_MAP, "Task": ("afterArguments", "result")}


def inspection(
    step: Step, stages: Stages, variables: dict[str, Any], errors: dict[str, int]
) -> dict[str, Any]:
    """Return the inspectionData of a state that came so far; `errors` says which retrier or catcher took an error."""
    shown = (JSONATA if step.language is jsonata else JSONPATH).get(step.type, ())
    found: dict[str, Any] = {
        name: stages[name] if name in NUMBERS else compact(stages[name])
        for name in ("input", *shown)
        if name in stages
    }
    if variables:
        found["variables"] = compact(variables)
    if errors:
        found["errorDetails"] = errors
    return found
