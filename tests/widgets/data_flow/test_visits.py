"""Visits of an execution become subjects: real documents, variables and context."""

import pytest

from course.asl import StatesError, run
from course.widgets.data_flow.stages import staged
from course.widgets.data_flow.subject import NOTHING
from course.widgets.data_flow.trying import tried
from course.widgets.data_flow.visits import is_execution, visits_to

INVOKE = "arn:aws:states:::lambda:invoke"
INNER = {
    "StartAt": "Mark",
    "States": {
        "Mark": {"Type": "Pass", "Assign": {"mark.$": "$$.Map.Item.Index"}, "Next": "Call"},
        "Call": {
            "Type": "Task",
            "Resource": INVOKE,
            "Parameters": {
                "FunctionName": "f",
                "Payload": {"item.$": "$$.Map.Item.Value", "mark.$": "$mark"},
            },
            "End": True,
        },
    },
}
MACHINE = {
    "StartAt": "Set",
    "States": {
        "Set": {"Type": "Pass", "Assign": {"left": 2}, "Next": "Pay"},
        "Pay": {
            "Type": "Task",
            "Resource": INVOKE,
            "Parameters": {"FunctionName": "f", "Payload": {"left.$": "$left"}},
            "ResultPath": "$.paid",
            "Retry": [{"ErrorEquals": ["Busy"]}],
            "Catch": [{"ErrorEquals": ["Refused"], "Next": "Sorry"}],
            "Assign": {"left.$": "States.MathAdd($left, -1)"},
            "Next": "Each",
        },
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemSelector": {"got.$": "$$.Map.Item.Value"},
            "ItemProcessor": INNER,
            "ResultSelector": {"first.$": "$[0]"},
            "ResultPath": "$.each",
            "Next": "Again",
        },
        "Again": {
            "Type": "Choice",
            "Choices": [{"Variable": "$left", "NumericGreaterThan": 0, "Next": "Pay"}],
            "Default": "Sorry",
        },
        "Sorry": {"Type": "Succeed"},
    },
}


@pytest.fixture(scope="module")
def execution():
    answers = [StatesError("Busy", "later"), {"receipt": 1}, "a", "b", {"receipt": 2}, "c", "d"]

    def tasks(request):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return run(MACHINE, {"items": [7, 8]}, tasks=tasks)


def subjects(execution, state):
    visits = visits_to(execution, state)
    return [visits.at(index) for index in range(len(visits.labels))]


def test_each_visit_has_its_own_input_result_and_variables(execution):
    first, second = subjects(execution, "Pay")

    assert ({"receipt": 1}, {"receipt": 2}) == (first.result, second.result)
    assert ({"left": 2}, {"left": 1}) == (first.variables, second.variables)
    assert {"items": [7, 8]} == first.input
    assert "each" in second.input


def test_a_trial_of_a_visit_comes_to_what_the_visit_came_to(execution):
    for state in ("Set", "Pay", "Each", "Mark", "Call", "Again", "Sorry"):
        visits = [visit for visit in execution.visits if visit.name == state]
        for visit, subject in zip(visits, subjects(execution, state), strict=True):
            trial = tried(subject)

            assert ("", visit.output) == (trial.failed, trial.documents["OutputPath"])
            assert visit.next == trial.next


def test_variables_of_other_iterations_and_of_states_inside_do_not_count(execution):
    marks = [subject.variables for subject in subjects(execution, "Call")]

    assert [
        {"left": 1, "mark": 0},
        {"left": 1, "mark": 1},
        {"left": 0, "mark": 0},
        {"left": 0, "mark": 1},
    ] == marks
    assert {"left": 1} == subjects(execution, "Again")[0].variables


def test_the_result_of_a_map_is_put_together_again(execution):
    assert [["a", "b"], ["c", "d"]] == [subject.result for subject in subjects(execution, "Each")]


def test_an_error_that_was_tried_again_is_told_beside_the_result(execution):
    first, second = subjects(execution, "Pay")
    stage = next(stage for stage in staged(first, tried(first)) if stage.name == "Catch")

    assert ("Busy", "") == (first.met, second.met)
    assert "An attempt before met Busy" in stage.says


def test_labels_tell_visits_apart(execution):
    assert [
        "visit 1 of 2, at +0 s, 2 attempts: met Busy, went on to Each",
        "visit 2 of 2, at +1 s: went on to Each",
    ] == visits_to(execution, "Pay").labels
    assert "item 1" in visits_to(execution, "Call").labels[1]


def test_an_error_of_the_work_is_the_error_that_is_tried():
    def tasks(request):
        raise StatesError("Refused", "No.")

    (subject,) = subjects(run(MACHINE, {"items": []}, tasks=tasks), "Pay")
    trial = tried(subject)

    assert ({"error": "Refused", "cause": "No."}, NOTHING) == (subject.error, subject.result)
    assert "Sorry" == trial.handling.next


def test_an_expression_that_failed_fails_again():
    machine = {
        "StartAt": "A",
        "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "$.gone"}, "End": True}},
    }
    (subject,) = subjects(run(machine, {}), "A")

    assert subject.error is None
    assert "Parameters" == tried(subject).failed


def test_a_state_that_was_not_visited_is_answered_with_those_that_were(execution):
    with pytest.raises(ValueError, match="did not come to a state called 'Nope'; it came to: Set, Pay"):
        visits_to(execution, "Nope")


def test_executions_and_their_arns_are_recognised(execution):
    assert is_execution(execution)
    assert is_execution("arn:aws:states:us-east-1:123456789012:execution:machine:name")
    assert is_execution("arn:aws:states:us-east-1:123456789012:express:machine:name:id")
    assert not is_execution("arn:aws:states:us-east-1:123456789012:stateMachine:machine")
    assert not is_execution({"Type": "Pass"})
