"""An exercise that asks for one definition, and a definition that calls a function."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from grader.checks import Exercise, Part, Report, examine
from grader.checks.machines import Ending, Story, Told, machine, played, stories

REVIEW: dict[str, Any] = {
    "StartAt": "Large?",
    "States": {
        "Large?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.amount", "NumericGreaterThan": 100, "Next": "Review"}],
            "Default": "Done",
        },
        "Review": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:review",
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["Refused"], "ResultPath": "$.error", "Next": "Done"}],
            "End": True,
        },
        "Done": {"Type": "Succeed"},
    },
}


def played_review(bench: Any, given: Any) -> Story:
    return played(machine(bench, "review"), given, {"review": lambda payload: {"seen": payload["amount"]}})


ROWS = (
    Told({"amount": 1}, Ending(output={"amount": 1}, called=[]), "a small amount"),
    Told({"amount": 101}, Ending(output={"seen": 101}, called=[("review", {"amount": 101})])),
)


@pytest.fixture
def look() -> Callable[..., Report]:
    """Examine a definition, delivered as it is; `cell` is the text of the cell that holds it."""

    def examined(delivered: Any, cell: str | None = None, rows: Any = ROWS) -> Report:
        check = stories(rows, played_review, name="review")
        parts = (Part("Reviews what is large", 6, "B", check), Part("And again", 4, "B", check))
        exercise = Exercise("m96.e1", "Review", ("review",), parts, hints=("one", "two", "three", "four"))
        text = cell if cell is not None else f"review = {json.dumps(delivered, indent=1)}"
        return examine(
            exercise, {"review": delivered}, learner_id="tests", sources={"review": text}, strict=True
        )

    return examined
