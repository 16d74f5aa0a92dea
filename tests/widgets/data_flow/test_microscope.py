"""The microscope answers what is typed: stages change, problems are said at their place, nothing raises."""

import json

import pytest

from course.asl import run
from course.cloud import Account
from course.widgets import View, microscope
from course.widgets.data_flow.fields import LONGEST


@pytest.fixture
def shown(pay, given):
    return microscope(pay, "Pay", given["input"], result=given["result"])


def stage(widget, name):
    return next(each for each in widget.scene["stages"] if each["name"] == name)


def field(widget, name):
    fields = [each for stage in widget.scene["stages"] for each in stage["fields"]]
    return next(each for each in (*fields, widget.scene["rest"]) if each["id"] == name)


def test_an_expression_that_is_typed_changes_its_stage_and_those_after_it(shown):
    before = stage(shown, "Parameters")["html"]
    shown.edits = {"ResultPath": '"$.bill"'}

    assert "bill" in stage(shown, "OutputPath")["html"]
    assert "+ added:</b> $.bill" in stage(shown, "ResultPath")["html"]
    assert before == stage(shown, "Parameters")["html"]


def test_an_empty_text_takes_the_field_away(shown):
    shown.edits = {"ResultPath": ""}

    assert "takes the place of the whole input" in stage(shown, "ResultPath")["says"]


def test_a_field_that_was_not_written_can_be_written(shown):
    shown.edits = {"OutputPath": '"$.paid"'}

    assert "kept:</b> what stood at $.paid" in stage(shown, "OutputPath")["html"]


@pytest.mark.parametrize("name", ["input", "result", "variables", "error", "InputPath", "rest"])
def test_a_text_that_is_no_json_says_line_and_column_and_the_stages_stay(shown, name):
    before = [each["html"] for each in shown.scene["stages"]]
    shown.edits = {name: '{\n  "a": }'}
    now = field(shown, name)

    assert "Line 2, column 8" in now["problems"]
    assert now["bad"]
    assert before == [each["html"] for each in shown.scene["stages"]]


def test_a_text_that_cannot_be_read_keeps_what_was_read_last(shown):
    shown.edits = {"ResultPath": '"$.bill"'}
    shown.edits = {"ResultPath": '"$.bill'}

    assert "$.bill" in stage(shown, "ResultPath")["html"]
    assert field(shown, "ResultPath")["bad"]


def test_a_path_without_quotes_is_told_how_to_be_written(shown):
    shown.edits = {"InputPath": "$.order"}

    assert "A path stands in double quotes: &quot;$.order&quot;." in field(shown, "InputPath")["problems"]


def test_what_the_linter_says_stands_at_its_field_with_the_remedy(shown):
    shown.edits = {"ResultPath": '"$."', "rest": '{"Type": "Task", "Resorce": "x", "End": true}'}

    assert "✗" in field(shown, "ResultPath")["problems"]
    assert "Did you mean &quot;Resource&quot;?" in field(shown, "rest")["problems"]


def test_an_expression_that_fails_says_so_at_its_stage_and_the_later_ones_are_not_reached(shown):
    shown.edits = {"ResultSelector": '{"receipt.$": "$.gone"}'}

    assert ("✗", "fails") == (stage(shown, "ResultSelector")["sign"], stage(shown, "ResultSelector")["word"])
    assert "States.Runtime" in stage(shown, "ResultSelector")["html"]
    assert ["not reached"] * 2 == [each["word"] for each in shown.scene["stages"][5:]]


def test_an_error_in_place_of_the_result_is_tried(shown):
    shown.edits = {"error": '{"error": "Busy", "cause": "later"}'}

    assert "Busy" in stage(shown, "Result")["html"]
    assert "The state fails at Task result with Busy; nothing is handed on." == shown.scene["closing"]


def test_variables_can_be_given(shown):
    shown.edits = {"variables": '{"limit": 3}', "Parameters": '{"FunctionName": "f", "Payload.$": "$limit"}'}

    assert '"Payload": 3' in shown.text
    assert "" == field(shown, "Parameters")["problems"]


def test_the_rest_of_the_state_may_turn_it_into_another(shown):
    state = {"QueryLanguage": "JSONata", "Type": "Pass", "Output": "{% $states.input.card %}", "End": True}
    shown.edits = {"rest": json.dumps(state)}

    assert ["Input", "Output"] == [each["name"] for each in shown.scene["stages"]]
    assert "4111" in stage(shown, "Output")["html"]


def test_a_catcher_that_is_added_has_its_stage(shown):
    rest = json.loads(field(shown, "rest")["text"])
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}]
    shown.edits = {"rest": json.dumps({**rest, "Catch": catch}), "error": '{"error": "Busy"}'}

    assert ("Catch", "catches") == (shown.scene["stages"][-1]["name"], shown.scene["stages"][-1]["word"])
    assert "The output goes to Sorry." == shown.scene["closing"]


@pytest.mark.parametrize("name", ["Catch", "Retry", "Assign"])
def test_a_field_that_is_emptied_stays_to_be_written_anew(pay, given, name):
    error = {"ErrorEquals": ["States.ALL"], "Next": "Ship"}
    written = {
        "Catch": [error],
        "Retry": [{"ErrorEquals": ["States.ALL"]}],
        "Assign": {"a": 1},
    }
    shown = microscope({**pay, name: written[name]}, "Pay", given["input"], result=given["result"])
    before = shown.scene["key"]
    shown.edits = {name: ""}

    assert before == shown.scene["key"]
    assert "" == field(shown, name)["text"]


def test_a_fixed_result_that_is_emptied_lets_the_document_pass():
    shown = microscope({"Type": "Pass", "Result": 5, "End": True}, "", {"a": 1})
    shown.edits = {"Result": ""}

    assert "passes through" == stage(shown, "Result")["word"]
    assert "the output is the input" in shown.text


def test_without_edits_everything_is_as_it_was(shown):
    first = shown.scene
    shown.edits = {"ResultPath": "null", "input": "{}"}
    shown.edits = {}

    assert first == shown.scene


@pytest.mark.parametrize(
    "edits",
    [{"Nope": "1"}, {"input": 7}, {"input": "1" * (LONGEST + 1)}, {"input": "[" * 5000}, {"input": "NaN"}],
)
def test_what_a_browser_should_not_send_changes_no_stage(shown, edits):
    before = [each["html"] for each in shown.scene["stages"]]
    shown.edits = edits

    assert before == [each["html"] for each in shown.scene["stages"]]


def test_a_document_that_is_nested_too_deeply_is_refused_kindly(shown):
    shown.edits = {"input": "[" * 100 + "]" * 100}

    assert "more than 60 levels deep" in field(shown, "input")["problems"]


def test_markup_in_names_and_documents_is_text(pay, given):
    evil = "<img src=x onerror=alert(1)>"
    shown = microscope({"StartAt": evil, "States": {evil: pay}}, evil, {"order": {evil: evil}}, result={})
    everything = json.dumps([[each["html"], each["fields"]] for each in shown.scene["stages"]]) + shown.html

    assert evil == shown.scene["title"]
    assert "&lt;img" in everything
    assert "<img" not in shown.html
    assert all("<img" not in each["html"] for each in shown.scene["stages"])


def test_a_result_that_nobody_gave_is_said_to_be_a_stand_in(pay):
    assert "{} stands in for it" in stage(microscope(pay, "Pay", {"order": {}}), "Result")["says"]


def test_the_result_that_meets_the_input_is_shown_beside_it(shown):
    html = stage(shown, "ResultPath")["html"]

    assert html.index("Before: Input") < html.index("And: ResultSelector") < html.index("After ResultPath")


def test_a_mock_that_the_service_would_not_answer_is_doubted(pay, given):
    shown = microscope(pay, "Pay", given["input"], result={"StatusCode": "200", "Payload": {"receipt": 1}})

    assert "Field &#x27;StatusCode&#x27; must be a number" in field(shown, "result")["problems"]
    assert not field(shown, "result")["bad"]


def test_a_variable_without_a_value_is_asked_for(pay, given):
    shown = microscope({**pay, "ResultSelector": {"a.$": "$limit"}}, "Pay", given["input"], result={})

    assert "This trial has no value for $limit." in field(shown, "ResultSelector")["problems"]
    assert "fails" == stage(shown, "ResultSelector")["word"]


def test_the_definition_is_shown_as_it_is_written(shown):
    assert "QueryLanguage" not in field(shown, "rest")["text"]


def test_visits_can_be_chosen_and_changed_expressions_are_tried_on_them():
    machine = {
        "StartAt": "Count",
        "States": {
            "Count": {
                "Type": "Pass",
                "Parameters": {"n.$": "States.MathAdd($.n, 1)", "who.$": "$$.Execution.Name"},
                "Next": "More",
            },
            "More": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.n", "NumericLessThan": 2, "Next": "Count"}],
                "Default": "End",
            },
            "End": {"Type": "Succeed"},
        },
    }
    execution = run(machine, {"n": 0}, name="mine")
    shown = microscope(execution, "Count")

    assert ['"n": 1,', '"who": "mine"'] == [
        line for line in ('"n": 1,', '"who": "mine"') if line in shown.text
    ]

    shown.visit = 1
    shown.edits = {"Parameters": '{"twice.$": "States.MathAdd($.n, $.n)"}'}

    assert '"twice": 2' in shown.text
    assert 2 == len(shown.scene["visits"])

    shown.visit = 7
    assert '"twice": 2' in shown.text


def test_an_execution_of_the_running_account_is_found_by_its_arn():
    machine = {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "Result": 5, "End": True}}}
    with Account() as account:
        states = account.client("stepfunctions")
        role = "arn:aws:iam::123456789012:role/r"
        made = states.create_state_machine(name="m", definition=json.dumps(machine), roleArn=role)
        begun = states.start_execution(stateMachineArn=made["stateMachineArn"])
        account.settle()

        assert "1. Input" in microscope(begun["executionArn"], "Only").text


def test_an_arn_without_an_account_is_answered_in_words():
    shown = microscope("arn:aws:states:us-east-1:123456789012:execution:m:n", "Pay")

    assert isinstance(shown, View)
    assert "no account is running" in shown.text


def test_the_static_form_has_all_stages_with_their_expressions_in_order(shown):
    places = [
        shown.html.index(f"{at}. {name}") for at, name in enumerate(("Input", "InputPath", "Parameters"), 1)
    ]

    assert sorted(places) == places
    assert "&quot;$.order&quot;" in shown.html
    assert "<script" not in shown.html


def test_the_text_twin_says_what_is_different_in_words(shown):
    lines = shown.text.splitlines()

    assert "2. InputPath [≠ changes] Keeps only the part of the input that this path points to." in lines
    assert "   kept: what stood at $.order; dropped: $.card" in lines
    assert '   | +   "paid": {' in lines
    assert "The output goes to Ship. From input to output: added: $.paid." == lines[-1]


def test_a_long_list_is_folded():
    document = {"items": list(range(5000))}
    shown = microscope({"Type": "Pass", "ResultPath": "$.copy", "End": True}, "", document)

    assert "… 4,997 more" in shown.text
    assert len(shown.scene["stages"][1]["html"]) < 10_000
