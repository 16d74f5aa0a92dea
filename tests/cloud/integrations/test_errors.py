"""What Step Functions calls the refusals of services."""

import re
import tomllib
from pathlib import Path

import boto3
import pytest

CASES = tomllib.loads(Path(__file__).with_name("errors.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture
def filled(lab):
    """An account with a queue, a table and a bucket."""
    lab.queue("queue")
    boto3.client("s3").create_bucket(Bucket="bucket")
    boto3.client("dynamodb").create_table(
        TableName="table",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['resource']} {case['error']}")
def test_a_refused_call_is_an_error_with_a_name_and_a_cause(tasks, case):
    error, cause = tasks.error(case["resource"], case["parameters"])
    pattern = re.escape(case["cause"]).replace(r"\{id\}", "[A-Za-z0-9-]+")

    assert case["error"] == error
    assert re.fullmatch(pattern, cause), cause


@pytest.mark.parametrize(
    "resource, parameters",
    [
        ("aws-sdk:dynamodb:getItem", {"TableName": "table", "Key": "1"}),
        ("aws-sdk:s3:copyObject", {"SourceBucket": "bucket", "Metadata": []}),
        ("sqs:sendMessage", {"QueueUrl": "queue", "MessageBody": "m", "DelaySeconds": {}}),
        ("apigateway:invoke", {"ApiEndpoint": "api", "Method": "GET", "Headers": {"Host": ["x"]}}),
        ("apigateway:invoke", {"ApiEndpoint": "api", "Method": "GET", "Headers": {"lang": "de"}}),
        ("http:invoke", {"ApiEndpoint": "https://api.bank.example", "Method": "GET"}),
        ("events:putEvents", {"Entries": [{"Detail": {}, "Resources": "a"}]}),
        ("lambda:invoke.waitForTaskToken", {"FunctionName": "$$.Task.Token", "Client": {}}),
        ("states:startExecution.sync", {"StateMachineArn": "a", "Input": {}, "Wait": True}),
    ],
    ids=str,
)
def test_nothing_is_scheduled_with_parameters_of_which_no_request_can_be_made(tasks, resource, parameters):
    arn = tasks.start(resource, parameters)
    tasks.account.settle()
    history = tasks.client.get_execution_history(executionArn=arn)["events"]

    assert ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"] == [event["type"] for event in history]
    assert "could not be used to start the Task" in tasks.described(arn)["cause"]


def test_the_name_can_be_caught(tasks):
    parameters = {"TableName": "none", "Key": {"id": {"S": "1"}}}
    catch = {"ErrorEquals": ["DynamoDb.ResourceNotFoundException"], "Next": "Caught"}
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:dynamodb:getItem",
        "Parameters": parameters,
    }
    machine = tasks.machine_of(
        {"Work": {**state, "Catch": [catch], "End": True}, "Caught": {"Type": "Succeed"}}
    )
    arn = tasks.client.start_execution(stateMachineArn=machine)["executionArn"]
    tasks.account.settle()

    assert "SUCCEEDED" == tasks.described(arn)["status"]


def test_a_catch_of_everything_does_not_take_what_the_lab_does_not_do(tasks):
    catch = {"ErrorEquals": ["States.ALL"], "Next": "Caught"}
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::glue:startJobRun.sync",
        "Parameters": {"JobName": "j"},
    }
    machine = tasks.machine_of(
        {"Work": {**state, "Catch": [catch], "End": True}, "Caught": {"Type": "Succeed"}}
    )
    arn = tasks.client.start_execution(stateMachineArn=machine)["executionArn"]
    tasks.account.settle()

    assert "FAILED" == tasks.described(arn)["status"]


def test_a_role_of_another_account_cannot_be_assumed(tasks):
    role = "arn:aws:iam::210987654321:role/other"
    parameters = {"TopicArn": "arn:aws:sns:us-east-1:123456789012:t", "Message": "m"}
    error, cause = tasks.error("sns:publish", parameters, Credentials={"RoleArn": role})

    assert ("States.Runtime", "the lab does not assume arn:aws:iam::210987654321:role/other") == (
        error,
        cause[:60],
    )


def test_a_queue_that_is_switched_off_is_the_service_s_general_error(tasks, lab):
    url = lab.queue("queue")
    lab.account.outage("queue", 3600)
    error, cause = tasks.error("aws-sdk:sqs:sendMessage", {"QueueUrl": url, "MessageBody": "m"})

    assert "Sqs.SqsException" == error
    assert cause.endswith("(SDK Attempt Count: 3)")
