"""Run a recorded case on the language alone, and say what differs first."""

import json
from datetime import UTC, datetime

from course.asl import engine
from course.asl.machine import parse
from course.clock import Clock
from recordings.cases import Case
from recordings.histories import first_difference
from recordings.masks import Masks
from recordings.replay import Replay

# When the inputs were made: the times in them are those of this day.
DAY = datetime(2026, 11, 21, tzinfo=UTC)

# A recording that is wrong: what differs, and how it is known to be wrong.
WRONG = {
    "v2/scenarios/test_base_scenarios.py::TestBaseScenarios::test_lambda_service_invoke_with_retry_extended_input": (
        "event 3 TaskScheduled/parameters/Payload/ThisContextObject/Execution/RedriveCount: not in the recording, found 0",
        "recorded before redrive existed; a later recording (outputdecl BASE_EXPR) has the field",
    ),
}


def difference(case: Case) -> str | None:
    """Return what differs first between the recording and what the engine does, or None.

    Compared are status, output, error, cause and history; billing and the description of an execution are an account's.
    """
    masks = Masks.of(case.get("masks"))
    clock = Clock(DAY)
    replay = Replay(case, masks, clock)
    given = "{}" if case["input"] is None else case["input"]
    _learn(case, given, masks)
    machine = parse(case["definition"], type=case["type"])
    execution = engine.run(machine, input_text=given, tasks=replay, clock=clock, callbacks=replay.callbacks)
    return _compare(case, execution, masks)


def _learn(case: Case, given: str, masks: Masks) -> None:
    """Learn from the input what some marks stand for, before a task answers with them."""
    history = case["expected"].get("history")
    if history:
        masks.difference(history[0]["executionStartedEventDetails"]["input"], given)


def _compare(case: Case, execution: engine.Execution, masks: Masks) -> str | None:
    expected = case["expected"]
    complete = expected["status"] != "RUNNING"
    if "history" in expected and (
        said := first_difference(expected["history"], execution.history, masks, complete=complete)
    ):
        return said
    if not complete:
        return None
    found = {"status": execution.status, "error": execution.error, "cause": execution.cause}
    for name, value in found.items():
        if said := masks.difference(expected.get(name), value, name):
            return said
    output = None if execution.status != "SUCCEEDED" else json.dumps(execution.output)
    return masks.difference(expected.get("output"), output, "output")
