"""What the rubrics of module 11 say to a learner: why an execution failed, and which files a function found."""

import linecache
from pathlib import Path
from typing import Any

import pytest

from grader.checks import examine
from grader.rubrics import AUTHOR, exercise

ANSWERS = Path(__file__).parents[1] / "answers" / "m11"


def reported(exercise_id: str, text: str) -> dict[str, Any]:
    """Return the report on a cell's text, as plain data."""
    asked, name = exercise(exercise_id), f"<{exercise_id}>"
    space: dict[str, Any] = {"__name__": "__main__"}
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


def items(items_path: str, checked: str = "$.stock") -> str:
    """Return an answer to E2 whose list is here, and where what is checked goes."""
    return f"""
FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:river-10"


def task(name, **more):
    return {{"Type": "Task", "Resource": f"{{FUNCTIONS}}-{{name}}", **more}}


rule = {{"Variable": "{checked}.available", "BooleanEquals": True, "Next": "Gather"}}
states = {{
    "Check": task("check", ResultPath="{checked}", Next="There?"),
    "There?": {{"Type": "Choice", "Choices": [rule], "Default": "Back-order"}},
    "Gather": task("gather", End=True),
    "Back-order": task("back-order", End=True),
}}
each = {{
    "Type": "Map",
    "ItemsPath": "{items_path}",
    "ItemProcessor": {{"StartAt": "Check", "States": states}},
    "End": True,
}}
three_items = {{"StartAt": "Each", "States": {{"Each": each}}}}
"""


def test_a_list_that_is_not_there_tells_why_nobody_was_called() -> None:
    """A wrong ItemsPath."""
    found = first_finding("m11.e2", items("$.nothing"))

    assert found["got"]["the execution"].startswith("failed with States.")
    assert "nothing" in found["got"]["because"]
    assert "succeeded" == found["expected"]["the execution"]


def test_an_item_that_was_lost_is_called_so() -> None:
    """What check answers takes the item's place, and gather is told no sku."""
    found = first_finding("m11.e2", items("$.devices", "$"))

    assert ["gather"] == found["got"]["calls"]["no sku"]
    assert "'sku'" == found["got"]["because"]


def test_a_codec_that_gives_up_is_the_reason_why_a_rendition_fails() -> None:
    """The words of the function, and none that might be the check's."""
    parts = reported(
        "m11.e1", (ANSWERS / "e1_five_resolutions/06_none_nothing_caught.py").read_text("utf-8")
    )["parts"]

    assert {"the codec gave up"} == {
        finding["got"]["because"] for part in parts for finding in part["findings"]
    }


def test_a_summary_that_breaks_off_tells_which_files_there_were() -> None:
    """As one that is wrong does."""
    text = "def summarise(s3, bucket, prefix):\n    return s3.nothing\n"
    found = first_finding(
        "m11.e5", (ANSWERS / "e5_totals/05_none_only_the_workflow.py").read_text("utf-8") + text
    )

    assert ["FAILED_0.json", "SUCCEEDED_0.json", "manifest.json"] == found["given"]["files there"]


@pytest.mark.parametrize("grading", [False, True])
def test_results_in_several_files_are_looked_at_in_the_notebook_as_well(grading: bool) -> None:
    """Whoever reads the first files only learns it there."""
    text = (ANSWERS / "e5_totals/07_none_first_files_only.py").read_text("utf-8")
    place, space = exercise("m11.e5"), {}
    exec(text, space)  # noqa: S102  our own answer
    answers = {each: space[each] for each in place.deliver}
    sources = dict.fromkeys(answers, text)
    report = examine(place, answers, learner_id=AUTHOR, grading=grading, sources=sources, strict=True)

    assert 7 == report.as_dict()["points"]
