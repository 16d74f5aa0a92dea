"""What the rubrics of module 10 say to a learner: the cause of a failure, and no difference that is none."""

import linecache
from pathlib import Path
from typing import Any

from grader.checks import examine
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m10.situations import SITUATIONS, Heard

ANSWERS = Path(__file__).parents[1] / "answers" / "m10"
MORE = {"Variable": "$.requested", "NumericGreaterThanPath": "$.preapproved", "Next": "Ask manager"}
APPROVED = {
    "decision": "APPROVED",
    "limit.$": "$.requested",
    "requestId.$": "$.requestId",
    "customerId.$": "$.customerId",
}
SMALL_LIMITS = {
    "StartAt": "Large?",
    "States": {
        "Large?": {"Type": "Choice", "Choices": [MORE], "Default": "Approve"},
        "Approve": {"Type": "Pass", "Parameters": APPROVED, "End": True},
    },
}


def right(folder: str) -> str:
    """The text of the right answer in a folder."""
    return (ANSWERS / folder / "10_none_reference.py").read_text(encoding="utf-8")


def reported(exercise_id: str, text: str) -> dict[str, Any]:
    """Return the report on a cell's text, as plain data."""
    asked, name = exercise(exercise_id), f"<{exercise_id}>"
    space: dict[str, Any] = {"__name__": "__main__", "small_limits": SMALL_LIMITS}
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(compile(text, name, "exec"), space)  # noqa: S102  our own answers
    answers = {each: space[each] for each in asked.deliver if each in space}
    sources = dict.fromkeys(answers, text)
    return examine(asked, answers, learner_id=AUTHOR, grading=False, sources=sources, strict=True).as_dict()


def first_finding(exercise_id: str, text: str) -> dict[str, Any]:
    """Return what is told first."""
    parts = reported(exercise_id, text)["parts"]
    found: dict[str, Any] = next(finding for part in parts for finding in part["findings"])
    return found


def test_an_order_that_never_went_out_tells_why() -> None:
    """The token is there only where the task waits for it."""
    found = first_finding("m10.e1", right("e1_transfer").replace(".waitForTaskToken", ""))

    assert 0 == found["got"]["orders"]
    assert found["got"]["because"].startswith("it failed with States.Runtime: An error occurred")
    assert "$$.Task.Token" in found["got"]["because"]


def test_a_decision_that_breaks_the_execution_tells_why() -> None:
    """Without a ResultPath the answer takes the place of the request."""
    text = right("e3_ask_the_manager").replace('"ResultPath": "$.answer",', "")
    found = first_finding("m10.e3", text)

    assert "failed with States.Runtime" == found["got"]["ends"]
    assert "$.answer.decision" in found["got"]["because"]


def test_what_breaks_the_machine_after_the_decision_is_not_held_against_the_function() -> None:
    """The request goes on with the decision that was made again; where to, is another part."""
    text = right("e3_ask_the_manager").replace('"ResultPath": "$.answer",', "")
    earned = {part["name"]: part["earned"] for part in reported("m10.e3", text)["parts"]}

    assert 1 == earned["A decision that is too late, or about nothing, is told so, and no other one"]


def test_a_director_who_is_asked_too_long_is_told_the_hours_alone() -> None:
    """Of the output the decision counts, and it is right; the other fields are no difference."""
    text = right("e3_ask_the_manager").replace(
        "rejected_after_hours - director_after_hours", "rejected_after_hours"
    )
    found = first_finding("m10.e3", text)

    assert {"ends": "succeeded, after 75 hours", "output": {"decision": "REJECTED"}} == found["got"]
    assert {"ends": "succeeded, after 44 hours", "output": {"decision": "REJECTED"}} == found["expected"]


def test_an_output_that_is_pasted_together_is_seen_in_the_notebook_as_well() -> None:
    """Of the visible references one has a quote."""
    text = (ANSWERS / "e2_worker" / "08_none_output_pasted_together.py").read_text(encoding="utf-8")

    assert 8 == reported("m10.e2", text)["points"]


def test_the_hint_about_replies_speaks_of_no_function_where_a_program_fetches_its_work() -> None:
    """An activity's worker replies to nobody, and is no function."""
    place = exercise("m10.e5")
    fetching = {each.code for each in SITUATIONS if each.heard is Heard.BY_FETCHING}
    pairs = dict.fromkeys(fetching, ("activity", "reply"))
    report = examine(place, {"waits": pairs}, learner_id=AUTHOR, grading=False, strict=True).as_dict()

    assert report["hint"]["text"].startswith("About what ends the wait: The reply of")
    assert "function" not in report["hint"]["text"]
