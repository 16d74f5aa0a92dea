"""What a state that succeeds answers, mocked or not."""

import json
from typing import Any

import pytest

from course.asl.errors import StatesError
from course.asl.tasks import TaskRequest
from course.clock import Clock

INVOKE = "arn:aws:states:::lambda:invoke"
TASK = {
    "Type": "Task",
    "Resource": INVOKE,
    "Parameters": {"FunctionName": "f", "Payload.$": "$"},
    "Next": "After",
}


def test_a_pass_state_answers_its_output_and_where_it_leads(attempt: Any) -> None:
    answer = attempt({"Type": "Pass", "Result": {"a": 1}, "Next": "Other"})

    assert {"status": "SUCCEEDED", "output": '{"a":1}', "nextState": "Other"} == answer


def test_a_state_without_input_gets_an_empty_object(attempt: Any) -> None:
    assert "{}" == attempt({"Type": "Succeed"})["output"]


def test_a_choice_answers_the_way_it_takes(attempt: Any) -> None:
    rule = {"Variable": "$.n", "NumericGreaterThan": 3, "Next": "Many"}
    choice = {"Type": "Choice", "Choices": [rule], "Default": "Few"}

    assert "Many" == attempt(choice, {"n": 4})["nextState"]
    assert "Few" == attempt(choice, {"n": 3})["nextState"]


def test_a_fail_state_fails(attempt: Any) -> None:
    answer = attempt({"Type": "Fail", "Error": "Refused", "Cause": "No."})

    assert {"status": "FAILED", "error": "Refused", "cause": "No."} == answer


def test_a_mocked_task_calls_nobody(attempt: Any) -> None:
    answer = attempt(TASK, {"id": 7}, result={"Payload": {"ok": True}})

    assert {"Payload": {"ok": True}} == json.loads(answer["output"])
    assert "After" == answer["nextState"]


def test_a_task_without_a_mock_is_done_by_the_handler(attempt: Any) -> None:
    seen = list[TaskRequest]()

    def tasks(request: TaskRequest) -> Any:
        seen.append(request)
        return {"Payload": 1}

    answer = attempt(TASK, {"id": 7}, tasks=tasks)

    assert '{"Payload":1}' == answer["output"]
    assert [{"FunctionName": "f", "Payload": {"id": 7}}] == [request.parameters for request in seen]


def test_a_handler_that_fails_fails_the_state(attempt: Any) -> None:
    def tasks(request: TaskRequest) -> Any:
        raise StatesError("Busy", "Later.")

    answer = attempt(TASK, tasks=tasks)

    assert {"status": "FAILED", "error": "Busy", "cause": "Later."} == answer


def test_a_state_that_takes_more_than_five_minutes_times_out(attempt: Any) -> None:
    clock = Clock()
    answer = attempt(TASK, tasks=lambda _: clock.sleep(301), clock=clock)

    assert ("FAILED", "States.Timeout") == (answer["status"], answer["error"])
    assert 300 == clock.elapsed


def test_a_wait_takes_no_real_time(attempt: Any) -> None:
    clock = Clock()

    assert "SUCCEEDED" == attempt({"Type": "Wait", "Seconds": 299, "End": True}, clock=clock)["status"]
    assert 299 == clock.elapsed


def test_a_state_is_found_by_its_name_wherever_it_is_nested(attempt: Any) -> None:
    inner = {"StartAt": "In", "States": {"In": {"Type": "Pass", "Result": "deep", "End": True}}}
    machine = {"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [inner], "End": True}}}

    assert '"deep"' == attempt(machine, stateName="In")["output"]


def test_a_state_in_a_jsonata_machine_is_a_jsonata_state(attempt: Any) -> None:
    state = {"Type": "Pass", "Output": "{% $states.input.n + 1 %}", "End": True}
    machine = {"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": state}}

    assert "3" == attempt(machine, {"n": 2}, stateName="S")["output"]


def test_variables_are_read_and_assigned(attempt: Any) -> None:
    state = {
        "Type": "Pass",
        "Parameters": {"sum.$": "States.MathAdd($a, 1)"},
        "Assign": {"b": 5},
        "End": True,
    }
    answer = attempt(state, variables={"a": 4}, inspectionLevel="DEBUG")

    assert '{"sum":5}' == answer["output"]
    assert {"a": 4, "b": 5} == json.loads(answer["inspectionData"]["variables"])


@pytest.mark.parametrize("pattern", ["sync", "waitForTaskToken"])
def test_a_task_that_waits_can_be_mocked(attempt: Any, pattern: str) -> None:
    arguments = {
        "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:m",
        "Input": {"t.$": "$$.Task.Token"},
    }
    resource = f"arn:aws:states:::states:startExecution.{pattern}"
    answer = attempt(
        {"Type": "Task", "Resource": resource, "Parameters": arguments, "End": True},
        result={"done": 1},
        mode="NONE",
        inspectionLevel="DEBUG",
    )

    assert '{"done":1}' == answer["output"]
    assert json.loads(answer["inspectionData"]["afterParameters"])["Input"]["t"]


def test_an_activity_can_be_mocked(attempt: Any) -> None:
    resource = "arn:aws:states:us-east-1:123456789012:activity:work"

    assert "2" == attempt({"Type": "Task", "Resource": resource, "End": True}, result=2)["output"]
