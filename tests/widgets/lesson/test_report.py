"""A report says what holds, what does not and why, and what to do next."""

import re

import pytest

from course.widgets import report_view

FINDING = {"where": "customer", "given": {"amount": 5}, "got": None, "expected": True, "row": 3}


@pytest.fixture
def report():
    return {
        "exercise": "m05.e1",
        "title": "Fan out",
        "points": 4.0,
        "maximum": 10.0,
        "message": "Look first at this: policies.",
        "parts": [
            {"name": "messages", "state": "held", "points": 4, "earned": 4, "rows": 12, "findings": []},
            {
                "name": "policies",
                "state": "failed",
                "points": 4,
                "earned": 0,
                "findings": [FINDING],
                "more": 2,
            },
            {
                "name": "dead letters",
                "state": "open",
                "points": 2,
                "earned": 0,
                "findings": [],
                "note": "not looked at",
            },
        ],
        "hint": {"id": "K05.2", "text": "Who may send to `sales-q`?"},
        "untouched": False,
        "grading": False,
        "next": 'open hint 1 of 4 with hints("m05.e1")',
    }


def test_the_twin_says_everything_in_order(report):
    assert (
        """m05.e1 Fan out: 4 of 10 points
Look first at this: policies.
  ✓ holds: messages (4 of 4). 12 cases compared, all as expected.
  ✗ not yet: policies (0 of 4)
      where: customer (case 3)
      given: {"amount": 5}
      came out: null
      expected: true
      and 2 more like it
  ○ open: dead letters (0 of 2). not looked at
Hint: Who may send to `sales-q`?
Next: open hint 1 of 4 with hints("m05.e1").
This looked at the visible cases; grading adds more."""
        == report_view(report).text
    )


def test_the_page_says_the_same(report):
    html = report_view(report).html

    assert "<code>{&quot;amount&quot;: 5}</code>" in html
    assert "<code>sales-q</code>" in html
    assert "<code>hints(&quot;m05.e1&quot;)</code>" in html


def test_success_speaks_too(report):
    report.update(points=10, message="Both parts hold.", hint=None)

    assert '<div class="course-note course-good"><p><b>✓ </b>Both parts hold.' in report_view(report).html


def test_an_answer_not_begun_gets_its_sentence_and_no_findings(report):
    report.update(points=0, untouched=True, message="`wire` is not written yet.", hint=None)
    text = report_view(report).text

    assert "`wire` is not written yet." in text
    assert "came out" not in text


def test_a_broken_check_does_not_blame_the_learner(report):
    report.update(defect="KeyError", message="Please tell your instructor.")

    assert "this is not about your answer" in report_view(report).html


def test_what_learners_wrote_is_escaped(report):
    report["parts"][1]["findings"] = [{**FINDING, "got": "<img src=x>"}]

    assert "<img" not in report_view(report).html


def test_the_least_a_report_can_have_is_enough():
    assert ": 3 of 5 points" in report_view({"points": 3, "maximum": 5}).text


def test_grading_promises_no_more(report):
    report["grading"] = True

    assert "grading adds more" not in report_view(report).text


def test_more_cases_are_promised_only_where_grading_has_more(report):
    assert "grading adds more" in report_view(report).text
    assert "grading adds more" not in report_view({**report, "hides": False}).text


RUN = {
    "definition": {
        "StartAt": "Check <b>",
        "States": {"Check <b>": {"Type": "Pass", "Next": "Fail"}, "Fail": {"Type": "Fail", "Error": "X"}},
    },
    "marks": {"/States/Check <b>": "succeeded", "/States/Fail": "failed"},
    "path": "Check <b> → Fail",
    "status": "FAILED",
}


def test_the_path_of_an_execution_is_drawn_and_said(report):
    report["parts"][1]["findings"] = [{**FINDING, "run": RUN}]
    view = report_view(report)

    assert "      path taken: Check <b> → Fail" in view.text
    assert view.html.count("course-status-failed") >= 1
    assert "<b>:" not in view.html


def test_a_machine_that_would_bury_the_report_is_only_said(report):
    states = {str(number): {"Type": "Pass", "Next": str(number + 1)} for number in range(50)}
    run = {**RUN, "definition": {"StartAt": "0", "States": {**states, "50": {"Type": "Succeed"}}}}
    report["parts"][1]["findings"] = [{**FINDING, "run": run}]
    view = report_view(report)

    assert "path taken" in view.text
    assert "<svg" not in view.html


def test_a_report_is_no_landmark_of_the_page_that_it_stands_in(report):
    html = report_view(report).html

    assert 'role="group" aria-label="Report: ' in html
    assert [] == re.findall(
        r"<(?:header|footer|main|nav|aside)\b|role=\"(?:banner|contentinfo|region)\"", html
    )
