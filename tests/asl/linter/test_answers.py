"""Errors in the form of AWS's API."""

import json

from course.asl.linter import answer, lint, refusal

LOOP = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}})
TWICE = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Fail", "Cause": "a", "CausePath": "$.b"}}})
GOOD = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})


def test_an_error_without_a_location_leaves_it_away():
    expected = {"severity": "ERROR", "code": "MISSING_END_STATE", "message": "Workflow has no terminal state"}

    assert [expected] == answer(lint(LOOP))


def test_the_message_of_a_refusal_calls_a_missing_location_null():
    expected = "Invalid State Machine Definition: 'MISSING_END_STATE: Workflow has no terminal state at null'"

    assert expected == refusal(lint(LOOP))


def test_what_aws_says_once_of_two_fields_is_said_once():
    expected = {
        "severity": "ERROR",
        "code": "SCHEMA_VALIDATION_FAILED",
        "message": "There should only be one of the following fields: [Cause, CausePath]",
        "location": "/States/A",
    }

    assert [expected] == answer(lint(TWICE))


def test_several_errors_are_joined_by_commas():
    two = json.dumps({"StartAt": "B", "States": {"A": {"Type": "Pass", "End": True, "X": 1}}})
    expected = (
        "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /StartAt, "
        'MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A, '
        "SCHEMA_VALIDATION_FAILED: Field 'X' is not supported at /States/A'"
    )

    assert expected == refusal(lint(two))


def test_an_error_without_a_place_comes_last():
    endless = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}})

    assert ["MISSING_TRANSITION_TARGET", "MISSING_END_STATE"] == [
        one["code"] for one in answer(lint(endless))
    ]


def test_a_definition_without_errors_is_not_refused():
    assert ([], "") == (answer(lint(GOOD)), refusal(lint(GOOD)))


def test_warnings_are_no_part_of_an_answer():
    warned = GOOD.replace('"Type"', '"Comment": "a", "Comment": "b", "Type"')

    assert ["repeated-key"] == [one.rule for one in lint(warned)]
    assert [] == answer(lint(warned))
