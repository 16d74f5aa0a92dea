"""Try a recorded state alone, and say what differs first."""

import json
from typing import Any

from course.asl.one_state import Refused, try_state
from course.clock import Clock
from recordings.cases import Case
from recordings.masks import Masks
from recordings.replay import Replay

ROLE = "arn:aws:iam::123456789012:role/test"


def difference(case: Case) -> str | None:
    """Return what differs first between the recorded answer and ours, or None."""
    masks, clock = Masks.of(case.get("masks")), Clock()
    tasks = Replay({**case, "expected": {}}, masks, clock)
    return masks.difference(case["expected"], _answer(parameters(case), tasks, clock))


def _answer(asked: dict[str, Any], tasks: Replay, clock: Clock) -> dict[str, Any]:
    try:
        return try_state(asked, tasks=tasks, clock=clock)
    except Refused as refused:
        return {"error": refused.code, "message": str(refused)}


def parameters(case: Case) -> dict[str, Any]:
    """Return the parameters with the role that was left out of the recording, unless its lack shows."""
    expected = json.dumps(case["expected"])
    had_none = "RoleArn must be specified" in expected or '"RoleArn": null' in expected
    return case["parameters"] if had_none else {"roleArn": ROLE, **case["parameters"]}
