"""What the rubrics of module 12 say to a learner: why an answer did not come, and what differs where it does not show."""

from pathlib import Path
from typing import Any

import pytest

from grader.checks.doors import Asked
from grader.rubrics.m12.registry import Exchange, Request
from grader.verify import Course, material

COURSE = Course(Path(__file__).parents[2])


def first_finding(exercise_id: str, words: str) -> dict[str, Any]:
    """Return what is told first of the stored answer whose file name ends in these words."""
    found = material(COURSE, exercise_id)
    (text,) = (each.text for each in found.answers if each.words == words)
    parts = found.examined(text).as_dict()["parts"]
    told: dict[str, Any] = next(finding for part in parts for finding in part["findings"])
    return told


@pytest.mark.parametrize("words", ["standard", "big_parameters_in_the_template"])
def test_a_request_whose_workflow_was_never_started_says_so(words: str) -> None:
    """Nothing but an empty body comes back: Step Functions has refused the start, and the response template hides it."""
    found = first_finding("m12.e5", words)

    assert {"status": 200, "body": "\n\n", "the workflow": "is not started"} == found["got"]


def test_a_request_that_the_gateway_refuses_says_why_alone() -> None:
    found = first_finding("m12.e5", "without_the_role")

    assert {"status", "body", "the gateway's log"} == set(found["got"])


def test_a_request_whose_workflow_was_started_and_left_alone_says_nothing_of_it() -> None:
    found = first_finding("m12.e5", "started_and_gone")

    assert {"status": 200, "body": "\n\n"} == found["got"]


def test_a_request_whose_function_crashes_says_in_what() -> None:
    crash = "function read ended in KeyError: 'id' (app.py, line 4: event['id'])"
    answer = Asked(502, text='{"message": "Internal server error"}', failure=crash)

    told = Exchange(Request("GET", "A-1", None, 200, {}), answer, is_started=True, failure="").told

    assert {"status": 502, "body": {"message": "Internal server error"}, "behind it": crash} == told


def test_an_output_that_is_still_a_text_is_called_one() -> None:
    """Without the word, what came out and what is expected look alike."""
    found = first_finding("m12.e4", "output_as_text")

    assert 'the text {"amount":708,"items":[8]}' == found["got"]
    assert {"amount": 708, "items": [8]} == found["expected"]


def test_who_starts_a_payment_again_reads_whose_arn_is_expected() -> None:
    found = first_finding("m12.e4", "no_name")

    assert "returns the ARN of that one" == found["expected"]["the last call"]
