"""Executions of other state machines as tasks."""

import json

import pytest

PASS = {"Type": "Pass", "Result": {"sum": 3}}
WAIT = {"Type": "Wait", "Seconds": 60}
FAIL = {"Type": "Fail", "Error": "Refused", "Cause": "no"}


def test_a_child_is_started_and_not_waited_for(tasks, lab):
    child = tasks.machine(WAIT)
    arn = tasks.start("states:startExecution", {"StateMachineArn": child, "Name": "one", "Input": {"sum": 3}})
    lab.clock.advance(1)
    found = json.loads(tasks.described(arn)["output"])

    assert ["ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate"] == list(found)
    assert ("RUNNING", '{"sum":3}') == tuple(
        tasks.described(found["ExecutionArn"])[name] for name in ("status", "input")
    )


@pytest.mark.parametrize("pattern, output", [("sync", '{"sum":3}'), ("sync:2", {"sum": 3})])
def test_a_child_that_is_waited_for_is_described(tasks, pattern, output):
    child = tasks.machine(PASS)
    found = tasks.result(f"states:startExecution.{pattern}", {"StateMachineArn": child, "Name": "one"})

    assert {
        "ExecutionArn": f"{child.replace('stateMachine', 'execution')}:one",
        "Input": "{}" if pattern == "sync" else {},
        "InputDetails": {"Included": True},
        "Name": "one",
        "Output": output,
        "OutputDetails": {"Included": True},
        "StartDate": found["StartDate"],
        "StateMachineArn": child,
        "Status": "SUCCEEDED",
        "StopDate": found["StopDate"],
    } == found


@pytest.mark.parametrize("pattern", ["sync", "sync:2"])
def test_a_child_that_fails_is_a_failed_task_with_all_that_is_known_as_its_cause(tasks, pattern):
    asked = {"StateMachineArn": tasks.machine(FAIL), "Input": {"a": 1}}
    error, cause = tasks.error(f"states:startExecution.{pattern}", asked)
    told = json.loads(cause)

    assert "States.TaskFailed" == error
    assert ("FAILED", "Refused", "no", '{"a":1}') == tuple(
        told[name] for name in ("Status", "Error", "Cause", "Input")
    )
    assert [] == tasks.account.trace.find(name="StopExecution")


def test_a_child_is_stopped_when_its_task_s_time_is_over(tasks):
    asked = {"StateMachineArn": tasks.machine(WAIT), "Name": "one"}
    found = tasks.run("states:startExecution.sync", asked, TimeoutSeconds=5)
    child = tasks.described(f"{asked['StateMachineArn'].replace('stateMachine', 'execution')}:one")

    assert ("States.Timeout", "ABORTED") == (found["error"], child["status"])
    assert 5 == round((child["stopDate"] - child["startDate"]).total_seconds())


def test_a_child_is_stopped_with_its_parent(tasks, lab):
    asked = {"StateMachineArn": tasks.machine(WAIT), "Name": "one"}
    parent = tasks.start("states:startExecution.sync:2", asked)
    lab.clock.advance(5)
    tasks.client.stop_execution(executionArn=parent)
    lab.account.settle()

    assert (
        "ABORTED"
        == tasks.described(f"{asked['StateMachineArn'].replace('stateMachine', 'execution')}:one")["status"]
    )


def test_who_has_the_token_can_answer_in_the_child_s_place(tasks, lab):
    asked = {"StateMachineArn": tasks.machine(WAIT), "Input": {"token.$": "$$.Task.Token"}, "Name": "one"}
    parent = tasks.start("states:startExecution.sync", asked)
    lab.clock.advance(5)
    child = tasks.described(f"{asked['StateMachineArn'].replace('stateMachine', 'execution')}:one")
    tasks.client.send_task_success(taskToken=json.loads(child["input"])["token"], output='"done"')
    lab.clock.advance(1)

    assert '"done"' == tasks.described(parent)["output"]


def test_who_has_the_token_can_let_the_task_fail(tasks, lab):
    asked = {"StateMachineArn": tasks.machine(WAIT), "Input": {"token.$": "$$.Task.Token"}, "Name": "one"}
    parent = tasks.start("states:startExecution.sync", asked)
    lab.clock.advance(5)
    child = tasks.described(f"{asked['StateMachineArn'].replace('stateMachine', 'execution')}:one")
    tasks.client.send_task_failure(taskToken=json.loads(child["input"])["token"], error="Refused")
    lab.account.settle()

    assert "Refused" == tasks.described(parent)["error"]


def test_a_child_can_answer_by_the_token_that_it_was_given(tasks, lab):
    answer = {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess",
        "Parameters": {"TaskToken.$": "$.token", "Output": {"sum": 3}},
    }
    asked = {"StateMachineArn": tasks.machine(answer), "Input": {"token.$": "$$.Task.Token"}}

    assert {"sum": 3} == tasks.result("states:startExecution.waitForTaskToken", asked)


def test_an_express_workflow_cannot_be_waited_for(tasks):
    child = tasks.machine(PASS, "EXPRESS")
    error, cause = tasks.error("states:startExecution.sync", {"StateMachineArn": child})

    assert "States.Runtime" == error
    assert "aws-sdk:sfn:startSyncExecution" in cause


def test_an_express_workflow_can_be_called(tasks):
    child = tasks.machine(PASS, "EXPRESS")
    found = tasks.result("aws-sdk:sfn:startSyncExecution", {"StateMachineArn": child, "Input": {"a": 1}})

    assert ("SUCCEEDED", '{"sum":3}', '{"a":1}') == tuple(
        found[name] for name in ("Status", "Output", "Input")
    )


def test_a_name_that_is_taken(tasks):
    child = tasks.machine(PASS)
    tasks.result("states:startExecution.sync", {"StateMachineArn": child, "Name": "one"})
    error, _ = tasks.error(
        "states:startExecution", {"StateMachineArn": child, "Name": "one", "Input": {"a": 1}}
    )

    assert "StepFunctions.ExecutionAlreadyExistsException" == error


def test_a_parent_s_state_is_the_cause_of_all_that_its_child_does(tasks, lab):
    lab.function("def handler(event, context):\n    return event\n")
    call = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "sales"},
    }
    tasks.result("states:startExecution.sync", {"StateMachineArn": tasks.machine(call)})
    trace = lab.account.trace
    [invocation] = trace.find(kind="invocation")
    causes, span = [], invocation
    while span.cause is not None:
        span = trace[span.cause - 1]
        causes.append((span.kind, span.name))

    assert [
        ("call", "Invoke"),
        ("state", "Work"),
        ("execution", "machine-1"),
        ("call", "StartExecution"),
        ("state", "Work"),
        ("execution", "machine-2"),
        ("call", "StartExecution"),
    ] == causes
