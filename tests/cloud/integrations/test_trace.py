"""What the trace shows of a task, and what becomes of its calls when nobody waits for them."""

import json

from course.cloud import Account

SLOW = "import time\ndef handler(event, context):\n    time.sleep(10)\n"


def test_a_call_is_a_span_within_its_state_and_takes_its_time(tasks, lab):
    url = lab.queue()
    tasks.result("sqs:sendMessage", {"QueueUrl": url, "MessageBody": "m"})
    [state], [call] = lab.account.trace.find(kind="state"), lab.account.trace.find(name="SendMessage")

    assert (state.id, "sales-q", "ok") == (call.cause, call.target, call.status)
    assert state.start <= call.start < call.end <= state.end
    assert {"QueueUrl": url, "MessageBody": "m"} == call.detail["parameters"]


def test_every_attempt_is_a_call_of_its_own(tasks, lab):
    retry = {"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 2}
    tasks.error("lambda:invoke", {"FunctionName": "none"}, Retry=[retry])

    assert ["error"] * 3 == [span.status for span in lab.account.trace.find(name="Invoke")]


def test_a_call_under_way_ends_with_the_execution(tasks, lab):
    arn = tasks.start(lab.function(SLOW, Timeout=60))
    lab.clock.advance(5)
    tasks.client.stop_execution(executionArn=arn)
    lab.account.settle()
    [call], [invocation] = lab.account.trace.find(name="Invoke"), lab.account.trace.find(kind="invocation")

    assert ("error", True) == (call.status, call.end - call.start < 6)
    assert "ok" == invocation.status
    assert "ABORTED" == tasks.described(arn)["status"]


def test_a_call_of_another_branch_ends_with_the_branch_that_fails(tasks, lab):
    slow = {"Type": "Task", "Resource": lab.function(SLOW, Timeout=60), "End": True}
    states = [
        {"StartAt": "Slow", "States": {"Slow": slow}},
        {
            "StartAt": "Wait",
            "States": {"Wait": {"Type": "Wait", "Seconds": 3, "Next": "No"}, "No": {"Type": "Fail"}},
        },
    ]
    machine = tasks.machine({"Type": "Parallel", "Branches": states})
    tasks.client.start_execution(stateMachineArn=machine)
    lab.account.settle()
    [call] = lab.account.trace.find(name="Invoke")

    assert ("error", 3) == (call.status, round(call.end - call.start))


def test_a_token_goes_out_in_the_request_and_its_answer_is_the_result(tasks, lab):
    url = lab.queue()
    body = {"token.$": "$$.Task.Token"}
    arn = tasks.start("sqs:sendMessage.waitForTaskToken", {"QueueUrl": url, "MessageBody": body})
    lab.clock.advance(60)
    [message] = lab.bodies(url)
    tasks.client.send_task_success(taskToken=json.loads(message)["token"], output='{"sum": 3}')
    lab.account.settle()

    assert {"sum": 3} == json.loads(tasks.described(arn)["output"])


def test_a_function_can_answer_by_the_token_of_its_own_task(tasks, lab):
    lab.function(
        "import boto3, json\n"
        "def handler(event, context):\n"
        "    boto3.client('stepfunctions').send_task_success(taskToken=event['token'], output='3')\n"
    )
    asked = {"FunctionName": "sales", "Payload": {"token.$": "$$.Task.Token"}}

    assert 3 == tasks.result("lambda:invoke.waitForTaskToken", asked)


def test_a_state_can_be_tried_against_the_account(tasks, lab):
    lab.function("def handler(event, context):\n    return event\n")
    definition = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "sales", "Payload": {"sum": 3}},
        "OutputPath": "$.Payload",
        "End": True,
    }
    found = tasks.client.test_state(
        definition=json.dumps(definition), roleArn="arn:aws:iam::123456789012:role/r"
    )

    assert ("SUCCEEDED", {"sum": 3}) == (found["status"], json.loads(found["output"]))


def test_the_same_seed_gives_the_same_trace(new_lab):
    assert _trace(new_lab) == _trace(new_lab)


def _trace(new_lab):
    with Account(seed=7) as account:
        lab = new_lab(account)
        url = lab.queue()
        lab.function("def handler(event, context):\n    raise ValueError('no')\n")
        client = account.client("stepfunctions")
        states = {
            "Send": {
                "Type": "Task",
                "Resource": "arn:aws:states:::sqs:sendMessage",
                "Parameters": {"QueueUrl": url, "MessageBody": {"sum": 3}},
                "Next": "Call",
            },
            "Call": {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "sales"},
                "Retry": [{"ErrorEquals": ["ValueError"], "JitterStrategy": "FULL"}],
                "End": True,
            },
        }
        machine = client.create_state_machine(
            name="m", roleArn=lab.role(), definition=json.dumps({"StartAt": "Send", "States": states})
        )
        arn = client.start_execution(stateMachineArn=machine["stateMachineArn"])["executionArn"]
        account.settle()
        history = client.get_execution_history(executionArn=arn)["events"]
        return json.dumps([[span.as_dict() for span in account.trace], history], default=str)
