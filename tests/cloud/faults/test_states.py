"""Faults of states: each attempt of a Task, through boto3 alone."""

import json

import boto3
import pytest

ROLE = "arn:aws:iam::123456789012:role/states"
RETRY = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 1}]


@pytest.fixture
def work(lab):
    """Run a machine whose state Charge sends a message, and tell how it ended; the queue is lab.queue()."""
    url = lab.queue()
    client = boto3.client("stepfunctions")

    def run(resource="arn:aws:states:::sqs:sendMessage", parameters=None, type="STANDARD", **fields):
        task = {
            "Type": "Task",
            "Resource": resource,
            "Parameters": parameters or {"QueueUrl": url, "MessageBody": "x"},
            "End": True,
            **fields,
        }
        definition = json.dumps({"StartAt": "Charge", "States": {"Charge": task}})
        arn = client.create_state_machine(name="payments", roleArn=ROLE, definition=definition, type=type)
        started = client.start_execution(stateMachineArn=arn["stateMachineArn"])["executionArn"]
        lab.account.settle(4 * 365 * 24 * 3600)
        return client.describe_execution(executionArn=started)

    run.url = url
    return run


def _spans(lab):
    return lab.account.trace.find(kind="state", name="Charge")


def test_a_state_fails_at_its_first_two_attempts_and_then_works(lab, work):
    lab.account.faults.fail(
        "stepfunctions", state="Charge", machine="payments", error="Bank.Closed", attempts=(1, 2)
    )
    found = work(Retry=RETRY)

    assert "SUCCEEDED" == found["status"]
    assert ["x"] == lab.bodies(work.url)
    assert [{"rule": 1, "kind": "fail", "error": "Bank.Closed"}] * 2 == _spans(lab)[0].detail["fault"]


def test_attempts_are_those_of_a_visit(lab, work):
    lab.account.faults.fail("stepfunctions", state="Charge", attempts=1)
    client = boto3.client("stepfunctions")
    first = work(Retry=RETRY)
    again = client.start_execution(stateMachineArn=first["stateMachineArn"])["executionArn"]
    lab.account.settle()

    assert "SUCCEEDED" == client.describe_execution(executionArn=again)["status"]
    assert [1, 1] == [len(span.detail["fault"]) for span in _spans(lab)]


def test_another_machine_and_another_state_are_left_alone(lab, work):
    lab.account.faults.fail("stepfunctions", state="Charge", machine="refunds")
    lab.account.faults.fail("stepfunctions", state="Refund")

    assert "SUCCEEDED" == work()["status"]


@pytest.mark.parametrize(
    "resource, expected",
    [
        ("arn:aws:states:::sqs:sendMessage", "SQS.ThrottlingException"),
        ("arn:aws:states:::aws-sdk:sqs:sendMessage", "Sqs.ThrottlingException"),
        ("arn:aws:lambda:us-east-1:123456789012:function:pay", "Lambda.TooManyRequestsException"),
        ("arn:aws:states:::lambda:invoke", "Lambda.TooManyRequestsException"),
        ("arn:aws:states:::dynamodb:putItem", "DynamoDB.ProvisionedThroughputExceededException"),
        ("arn:aws:states:::aws-sdk:dynamodb:putItem", "DynamoDb.ProvisionedThroughputExceededException"),
    ],
)
def test_a_throttled_task_fails_with_the_error_of_its_service(lab, work, resource, expected):
    lab.account.faults.throttle("stepfunctions", state="Charge")
    parameters = {
        "lambda": {"FunctionName": "pay", "Payload": {}},
        "dynamodb": {"TableName": "t", "Item": {"id": {"S": "1"}}},
    }
    found = work(resource, next((each for name, each in parameters.items() if name in resource), None))

    assert ("FAILED", expected) == (found["status"], found["error"])


def test_a_slow_state_runs_into_its_timeout(lab, work):
    lab.account.faults.delay("stepfunctions", state="Charge", seconds=10)
    found = work(TimeoutSeconds=5)

    assert "States.Timeout" == found["error"]
    assert [] == lab.bodies(work.url)


def test_a_state_whose_answer_is_lost_waits_for_its_timeout_and_works_again(lab, work):
    lab.account.faults.drop("stepfunctions", state="Charge", attempts=1)
    found = work(TimeoutSeconds=5, Retry=RETRY)

    assert "SUCCEEDED" == found["status"]
    assert ["x", "x"] == lab.bodies(work.url)
    assert 6 == pytest.approx((found["stopDate"] - found["startDate"]).total_seconds(), abs=0.2)


def test_without_a_timeout_a_lost_answer_is_waited_for_to_the_end_of_the_execution(lab, work):
    lab.account.faults.drop("stepfunctions", state="Charge")
    found = work()

    assert "FAILED" != found["status"]
    assert (found["stopDate"] - found["startDate"]).days >= 365


def test_a_doubled_attempt_does_its_work_twice(lab, work):
    lab.account.faults.duplicate("stepfunctions", state="Charge")

    assert "SUCCEEDED" == work()["status"]
    assert ["x", "x"] == lab.bodies(work.url)
