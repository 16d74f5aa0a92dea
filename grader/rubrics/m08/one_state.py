"""One state, tried alone as TestState does it; what came of it as plain data."""

import json
from dataclasses import dataclass
from typing import Any

from course.asl.json_text import compact
from course.asl.one_state import Refused, try_state

__all__ = ["NOTHING", "Tried", "tried"]

# Stands where a state did not get so far that there would be a document; null is one.
NOTHING = "<nothing: the state did not get so far>"


@dataclass(frozen=True)
class Tried:
    """What TestState answers.

    `status` is AWS's: SUCCEEDED, FAILED, RETRIABLE, CAUGHT_ERROR; it is empty where AWS refuses the state, and `cause` says
    why. `stages` has the documents, by the names of TestState's inspection data.
    """

    status: str
    output: Any
    next: str
    error: str
    cause: str
    stages: dict[str, Any]

    def at(self, stage: str) -> Any:
        """Return the document at a stage (`output` is the last), or in words why there is none."""
        found = self.output if stage == "output" else self.stages.get(stage, NOTHING)
        if found != NOTHING or not self.cause:
            return found
        return f"{self.error}: {self.cause}" if self.status else f"AWS refuses it: {self.cause}"


def tried(
    state: dict[str, Any],
    given: Any,
    *,
    result: Any = None,
    error: dict[str, str] | None = None,
    retries: int = 0,
    context: dict[str, Any] | None = None,
) -> Tried:
    """Try a state that does work, with that work said to come to `result`, or to end in `error` (`error`, `cause`)."""
    parameters: dict[str, Any] = {
        "definition": compact(state),
        "input": compact(given),
        "inspectionLevel": "DEBUG",
        "mock": {"result": compact(result)} if error is None else {"errorOutput": error},
    }
    if context is not None:
        parameters["context"] = compact(context)
    if retries:
        parameters["stateConfiguration"] = {"retrierRetryCount": retries}
    try:
        answer = try_state(parameters)
    except Refused as refusal:
        return Tried("", NOTHING, "", refusal.code, str(refusal), {})
    seen = answer["inspectionData"]
    return Tried(
        answer["status"],
        json.loads(answer["output"]) if "output" in answer else NOTHING,
        answer.get("nextState", ""),
        answer.get("error", ""),
        answer.get("cause", ""),
        {name: json.loads(text) for name, text in seen.items() if isinstance(text, str)},
    )
