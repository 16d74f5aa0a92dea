"""The frame: order, places, codes, both types, problems of the text."""

import json

import pytest

from course.asl.linter import lint, lint_machine
from course.asl.machine import StateMachine, parse

BROKEN = """\
{
  "StartAt": "Pay",
  "States": {
    "Pay": {"Type": "Pass", "Next": "Shipp"},
    "Ship": {"Type": "Succeed", "Coment": "typo"}
  }
}
"""


def _errors(definition, **more):
    text = definition if isinstance(definition, str) else json.dumps(definition)
    return [one for one in lint(text, **more) if one.severity == "ERROR"]


def test_diagnostics_stand_in_the_order_of_the_text():
    found = [(one.line, one.column) for one in lint(BROKEN)]

    assert sorted(found) == found


def test_a_diagnostic_has_the_place_of_the_node():
    (first, *_) = _errors(BROKEN)

    assert ("/States/Pay/Next", 4, 37) == (first.location, first.line, first.column)


def test_an_unknown_field_is_placed_at_its_name():
    found = _errors(BROKEN)[-1]

    assert ("/States/Ship/Coment", 5, 33) == (found.location, found.line, found.column)


def test_aws_reports_an_unknown_field_at_the_object_around_it():
    assert "/States/Ship" == _errors(BROKEN)[-1].reported_at


def test_an_error_has_the_code_of_aws():
    assert [
        "MISSING_TRANSITION_TARGET",  # nowhere leads Next
        "MISSING_TRANSITION_TARGET",  # and nothing leads to Ship
        "SCHEMA_VALIDATION_FAILED",
    ] == [one.code for one in _errors(BROKEN)]


def test_a_warning_has_its_rule_in_capitals_as_its_code():
    found = lint(
        '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "Seconds": 2, "End": true}}}'
    )

    assert {("WARNING", "repeated-key", "REPEATED_KEY")} <= {
        (one.severity, one.rule, one.code) for one in found
    }


def test_a_diagnostic_prints_in_one_line():
    expected = (
        "4:37 ERROR MISSING_TRANSITION_TARGET at /States/Pay/Next: "
        "Missing 'Next' target: Shipp Did you mean \"Ship\"?"
    )

    assert expected == str(_errors(BROKEN)[0])


def test_a_parsed_machine_is_judged_as_its_text_is():
    assert lint(BROKEN) == lint_machine(parse(BROKEN))


def test_a_machine_made_from_data_has_places_in_its_printed_text():
    machine = StateMachine.of({"StartAt": "Gone", "States": {"Here": {"Type": "Pass", "End": True}}})
    (found, *_) = lint_machine(machine)

    assert '"StartAt": "Gone",' == machine.text.splitlines()[found.line - 1].strip()


def test_yaml_is_judged_as_json_is():
    (found,) = _errors(
        "StartAt: Here\nStates:\n  Here:\n    Type: Choice\n"
        "    Choices: [{Variable: $.a, BooleanEquals: true, Next: There}]\n    Default: Gone\n"
        "  There:\n    Type: Fail\n"
    )

    assert ("next-to-nowhere", 6, 14) == (found.rule, found.line, found.column)


def test_a_standard_workflow_may_wait_for_a_token_and_an_express_workflow_may_not():
    resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
    call = {
        "Type": "Task",
        "Resource": resource,
        "Parameters": {"QueueUrl": "q", "MessageBody": "?"},
        "End": True,
    }
    definition = {"StartAt": "Ask", "States": {"Ask": call}}

    assert [] == _errors(definition)
    assert ["express-pattern"] == [one.rule for one in _errors(definition, type="EXPRESS")]


@pytest.mark.parametrize("text", ["", " ", "[]", "42", '"text"', "null"])
def test_a_text_without_an_object_says_so_and_no_more(text):
    (found,) = lint(text)

    assert ("definition-not-an-object", "Definition must be a valid JSON object") == (
        found.rule,
        found.message,
    )
    assert "" == found.reported_at


def test_a_text_that_cannot_be_read_says_where():
    (found,) = lint('{"StartAt": "A"\n "States": {}}')

    assert ("INVALID_JSON_DESCRIPTION", 2, 2, "") == (found.code, found.line, found.column, found.reported_at)


def test_a_definition_of_more_than_a_megabyte_is_refused():
    state = {"Type": "Pass", "Result": "é" * 600_000, "End": True}
    (found,) = _errors(json.dumps({"StartAt": "A", "States": {"A": state}}, ensure_ascii=False))

    assert ("definition-too-large", "ValidationException") == (found.rule, found.code)


def test_a_definition_just_below_a_megabyte_is_taken():
    state = {"Type": "Pass", "Result": "x" * 1_040_000, "End": True}

    assert [] == _errors({"StartAt": "A", "States": {"A": state}})


def test_half_a_surrogate_pair_in_the_text_is_a_problem_and_no_crash():
    found = lint('{"StartAt": "\ud800", "States": {}}')

    assert "not-json" in {one.rule for one in found}


@pytest.mark.parametrize(
    "resource",
    ["${Function}", "arn:aws:lambda:us-east-1:123456789012:function:${Name}", "arn:aws:states:::${Call}"],
)
def test_a_placeholder_may_stand_for_a_resource_only_in_a_template(resource):
    task = {"Type": "Task", "Resource": resource, "Parameters": {}, "End": True}
    definition = {"StartAt": "A", "States": {"A": task}}

    assert [] == _errors(definition)
    assert ["Value is not a valid resource ARN"] == [
        one.message for one in _errors(definition, placeholders=False)
    ]
