"""A trial has the document after every stage, and names the very stage at which the state fails."""

import pytest

from course.widgets.data_flow.stages import closing, staged
from course.widgets.data_flow.subject import of_definition
from course.widgets.data_flow.trying import tried

PASS = {"StartAt": "In", "States": {"In": {"Type": "Pass", "End": True}}}


def statuses(definition, **given):
    subject = of_definition(definition, "", **given)
    return {stage.name: stage.status for stage in staged(subject, tried(subject))}


def test_a_task_in_jsonpath_has_all_seven_documents(try_it, pay, given):
    documents = try_it(pay, **given).documents
    paid = {**given["input"], "paid": {"receipt": "r-1"}}

    assert {
        "Input": given["input"],
        "InputPath": {"id": 7, "amount": 12.5},
        "Parameters": {"FunctionName": "pay", "Payload": {"id": 7, "amount": 12.5}},
        "Result": given["result"],
        "ResultSelector": {"receipt": "r-1"},
        "ResultPath": paid,
        "OutputPath": paid,
    } == documents


def test_a_task_in_jsonata_has_four(try_it, pay_jsonata, given):
    documents = try_it(pay_jsonata, **given).documents

    assert ["Input", "Arguments", "Result", "Output"] == list(documents)
    assert {"FunctionName": "pay", "Payload": {"id": 7, "amount": 12.5}} == documents["Arguments"]
    assert {**given["input"], "paid": {"receipt": "r-1"}} == documents["Output"]


@pytest.mark.parametrize(
    "stage, written",
    [
        ("InputPath", "$.nothing"),
        ("Parameters", {"FunctionName": "pay", "Payload.$": "$.nothing"}),
        ("ResultSelector", {"receipt.$": "$.nothing"}),
        ("ResultPath", "$.card.paid"),
        ("OutputPath", "$.nothing"),
        ("Assign", {"receipt.$": "$.nothing"}),
    ],
)
def test_a_stage_of_jsonpath_that_cannot_be_evaluated_fails_itself(pay, given, stage, written):
    found = statuses({**pay, stage: written}, **given)
    names = list(found)
    after = names[names.index(stage) + 1 :]

    assert "fails" == found[stage]
    assert {"unreached"} >= {found[name] for name in after}
    assert "fails" not in {found[name] for name in names[: names.index(stage)]}


@pytest.mark.parametrize(
    "stage, written",
    [
        ("Arguments", {"FunctionName": "pay", "Payload": "{% $states.input.nothing %}"}),
        ("Output", "{% $states.result.nothing %}"),
        ("Assign", {"receipt": "{% 1 + 'x' %}"}),
    ],
)
def test_a_stage_of_jsonata_that_cannot_be_evaluated_fails_itself(pay_jsonata, given, stage, written):
    subject = of_definition({**pay_jsonata, stage: written}, "", **given)
    trial = tried(subject)

    assert (stage, "States.QueryEvaluationError") == (trial.failed, trial.error)
    assert stage in trial.cause


@pytest.mark.parametrize("stage", ["InputPath", "ResultPath", "OutputPath"])
def test_what_aws_refuses_fails_its_stage_and_the_documents_before_are_there(try_it, pay, given, stage):
    trial = try_it({**pay, stage: "no path"}, **given)

    assert trial.refused
    assert stage == trial.failed
    assert [name for name in try_it(pay, **given).documents if name in trial.documents] == list(
        trial.documents
    )
    assert list(trial.documents)[-1] == {"InputPath": "Input", "ResultPath": "ResultSelector"}.get(
        stage, "ResultPath"
    )


def test_a_required_parameter_that_is_missing_is_told_where_parameters_are(try_it, pay, given):
    trial = try_it({**pay, "Parameters": {}}, **given)

    assert "Parameters" == trial.failed
    assert "FunctionName" in trial.cause
    assert ["Input", "InputPath"] == list(trial.documents)


def test_a_parallel_shows_what_its_branches_get_in_both_languages(try_it):
    plain = {"Type": "Parallel", "Branches": [PASS], "Parameters": {"a.$": "$.x"}, "End": True}
    jsonata = {
        "QueryLanguage": "JSONata",
        "Type": "Parallel",
        "Branches": [PASS],
        "Arguments": {"a": "{% $states.input.x %}"},
        "End": True,
    }

    assert {"a": 1} == try_it(plain, input={"x": 1}, result=[2]).documents["Parameters"]
    assert {"a": 1} == try_it(jsonata, input={"x": 1}, result=[2]).documents["Arguments"]


def test_a_map_shows_its_items_and_the_input_of_each_iteration(try_it):
    around = {"Type": "Map", "ItemProcessor": PASS, "End": True}
    plain = {**around, "ItemsPath": "$.x", "ItemSelector": {"v.$": "$$.Map.Item.Value"}}
    jsonata = {
        **around,
        "QueryLanguage": "JSONata",
        "Items": "{% $states.input.x %}",
        "ItemSelector": {"v": "{% $states.context.Map.Item.Value %}"},
    }

    for state, items in ((plain, "ItemsPath"), (jsonata, "Items")):
        documents = try_it(state, input={"x": [1, 2]}, result=["a", "b"]).documents

        assert [1, 2] == documents[items]
        assert [{"v": 1}, {"v": 2}] == documents["ItemSelector"]
        assert ["a", "b"] == documents["Result"]


def test_an_item_that_the_selector_cannot_take_fails_the_selector(try_it):
    state = {
        "Type": "Map",
        "ItemProcessor": PASS,
        "ItemSelector": {"v.$": "$$.Map.Item.Value.y"},
        "End": True,
    }

    assert "ItemSelector" == try_it(state, input=[{"y": 1}, {"z": 2}], result=[]).failed


def test_a_map_whose_result_is_no_list_fails_at_its_result(try_it):
    trial = try_it({"Type": "Map", "ItemProcessor": PASS, "End": True}, input=[1], result={})

    assert ("Result", "ValidationException") == (trial.failed, trial.error)
    assert "must be an array" in trial.cause


def test_a_long_wait_is_no_failure_and_lets_the_document_pass(try_it):
    trial = try_it({"Type": "Wait", "Seconds": 86_400, "OutputPath": "$.a", "End": True}, input={"a": 1})

    assert "" == trial.failed
    assert 1 == trial.documents["OutputPath"]


def test_a_pass_state_shows_its_fixed_result_after_what_it_does_not_need(try_it):
    state = {"Type": "Pass", "Parameters": {"q": 1}, "Result": 5, "ResultPath": "$.r", "End": True}
    documents = try_it(state, input={"x": 1}).documents

    assert {"q": 1} == documents["Parameters"]
    assert 5 == documents["Result"]
    assert {"x": 1, "r": 5} == documents["OutputPath"]


def test_an_error_that_a_catcher_takes_leaves_by_the_catcher(try_it, pay, given):
    catch = [{"ErrorEquals": ["Refused"], "ResultPath": "$.error", "Next": "Refund"}]
    trial = try_it({**pay, "Catch": catch}, input=given["input"], error={"error": "Refused", "cause": "No."})

    assert ("Result", "Refused", "No.") == (trial.failed, trial.error, trial.cause)
    assert ("Refund", 0) == (trial.handling.next, trial.handling.catcher)
    assert {**given["input"], "error": {"Error": "Refused", "Cause": "No."}} == trial.handling.output


def test_retries_come_first_and_what_follows_them_is_known(try_it, pay, given):
    handlers = {
        "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 4}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Refund"}],
    }
    handling = try_it({**pay, **handlers}, input=given["input"], error={"error": "Busy"}).handling

    assert (0, 4, 0, "Refund") == (handling.retrier, handling.delay, handling.catcher, handling.next)


def test_an_expression_that_fails_is_caught_like_any_other_error(try_it, pay_jsonata, given):
    catch = [{"ErrorEquals": ["States.QueryEvaluationError"], "Output": "sorry", "Next": "Refund"}]
    trial = try_it({**pay_jsonata, "Output": "{% $states.result.no %}", "Catch": catch}, **given)

    assert ("Output", "sorry") == (trial.failed, trial.handling.output)


def test_a_catcher_that_fails_itself_is_told_where_catchers_are(pay_jsonata, given):
    catch = [{"ErrorEquals": ["States.ALL"], "Output": "{% 1 + 'x' %}", "Next": "Refund"}]
    definition = {**pay_jsonata, "Catch": catch}
    found = statuses(definition, input=given["input"], error={"error": "Busy"})

    subject = of_definition(definition, "", input=given["input"], error={"error": "Busy"})

    assert ("fails", "fails") == (found["Result"], found["Catch"])
    assert "The catcher itself fails with States.QueryEvaluationError" in closing(subject, tried(subject))[0]


def test_variables_are_read_and_set(try_it):
    state = {"Type": "Pass", "Parameters": {"b.$": "$a"}, "Assign": {"a": 2}, "End": True}
    trial = try_it(state, variables={"a": 1})

    assert {"b": 1} == trial.documents["Parameters"]
    assert {"a": 2} == trial.variables
    assert [] == trial.diagnostics


def test_a_state_of_a_map_may_read_its_item_without_a_word_of_the_linter(try_it):
    inner = {"Type": "Pass", "Parameters": {"v.$": "$$.Map.Item.Value"}, "End": True}
    processor = {"StartAt": "In", "States": {"In": inner}}
    machine = {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": processor, "End": True}}}

    assert [] == try_it(machine, "In").diagnostics


def test_the_closing_says_where_the_output_goes_and_how_it_differs_from_the_input(pay, given):
    subject = of_definition(pay, "", **given)

    assert ("The output goes to Ship.", [("added", "$.paid")]) == closing(subject, tried(subject))


def test_a_result_without_a_place_takes_the_whole_place(pay, given):
    del pay["ResultPath"]
    subject = of_definition(pay, "", **given)
    stage = next(stage for stage in staged(subject, tried(subject)) if stage.name == "ResultPath")

    assert [("added", "$.receipt"), ("dropped", "$.order, $.card")] == stage.changes
    assert "takes the place of the whole input" in stage.says


@pytest.mark.parametrize(
    "definition", [{"Type": "Taks"}, {"Type": 7}, {"Type": "Task"}, {"Type": "Pass", "X": 1}]
)
def test_a_state_that_is_none_is_refused_and_nothing_raises(definition):
    subject = of_definition(definition, "")
    trial = tried(subject)

    assert trial.refused
    assert staged(subject, trial)
    assert trial.cause
