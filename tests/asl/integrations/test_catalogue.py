import json

import pytest

from course.asl.integrations import errors_begin_with, find_integration, nearest, recognised
from course.asl.integrations.models import actions, services
from course.asl.integrations.optimised import OPTIMISED

STATES = "arn:aws:states:::"


@pytest.mark.parametrize(
    "name",
    [
        "lambda:invoke",
        "lambda:invoke.waitForTaskToken",
        "states:startExecution.sync:2",
        "ecs:runTask.sync",
        "http:invoke",
        "emr-serverless:startJobRun.sync",
        "bedrock-agentcore:invokeHarness",
        "aws-sdk:sfn:startSyncExecution",
        "aws-sdk:cloudwatchlogs:putLogEvents",
        "aws-sdk:cognitoidentityprovider:adminGetUser",
        "aws-sdk:rds:describeDBInstances",
        "aws-sdk:dynamodb:putItem.waitForTaskToken",
        "aws-sdk:qldb:createLedger",
    ],
)
def test_what_step_functions_can_call_is_recognised(name):
    known = recognised(STATES + name)

    assert known


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:lambda:us-east-1:123456789012:function:Order",
        "arn:aws:states:us-east-1:123456789012:activity:pack",
        "arn:aws:swf:us-east-1:123456789012:task:pack",
        "arn:aws:states:::${Service}:invoke",
        "${Function}",
        "pack",
        "",
    ],
)
def test_what_is_no_integration_is_left_to_others(arn):
    known = recognised(arn)

    assert known


@pytest.mark.parametrize(
    "written, meant",
    [
        ("lambda:invoke.sync", "lambda:invoke"),
        ("lambda:Invoke", "lambda:invoke"),
        ("lambda:invoke.waitForTasktoken", "lambda:invoke.waitForTaskToken"),
        ("ecs:runtask.sync", "ecs:runTask.sync"),
        ("states:startExecution.sync2", "states:startExecution.sync:2"),
        ("batch:submitJob.sync:2", "batch:submitJob.sync"),
        ("sqs:sendMesage", "sqs:sendMessage"),
        ("emrserverless:startJobRun", "emr-serverless:startJobRun"),
        ("dynamodb:query", "aws-sdk:dynamodb:query"),
        ("s3:putObject", "aws-sdk:s3:putObject"),
        ("aws-sdk:s3:GetObject", "aws-sdk:s3:getObject"),
        ("aws-sdk:dynamodb:getItem.sync", "aws-sdk:dynamodb:getItem"),
        ("aws-sdk:logs:putLogEvents", "aws-sdk:cloudwatchlogs:putLogEvents"),
        ("aws-sdk:stepfunctions:startExecution", "aws-sdk:sfn:startExecution"),
        ("aws-sdk:states:startExecution", "aws-sdk:sfn:startExecution"),
        ("aws-sdk:cognito-idp:adminGetUser", "aws-sdk:cognitoidentityprovider:adminGetUser"),
        ("aws-sdk:dynamodbb:getItem", "aws-sdk:dynamodb:getItem"),
    ],
)
def test_the_nearest_right_resource_is_found(written, meant):
    answers = recognised(STATES + written), nearest(STATES + written)

    assert answers == (False, STATES + meant)


def test_the_place_of_a_resource_is_kept_in_the_suggestion():
    found = nearest("arn:aws-cn:states:cn-north-1:123456789012:sqs:SendMessage.waitForTaskToken")

    assert found == "arn:aws-cn:states:cn-north-1:123456789012:sqs:sendMessage.waitForTaskToken"


@pytest.mark.parametrize(
    "name", ["aws-sdk:nowhere:doNothing", "aws-sdk:s3", "nothing", "aws-sdk:::", ":", "."]
)
def test_nothing_is_suggested_where_nothing_is_near(name):
    answers = recognised(STATES + name), nearest(STATES + name)

    assert answers == (False, None)


@pytest.mark.parametrize(
    "name",
    ["aws-sdk:lambda:invokeWithResponseStream", "aws-sdk:s3:selectObjectContent", "aws-sdk:sts:assumeRole"],
)
def test_streams_and_credentials_are_not_for_step_functions(name):
    known = recognised(STATES + name)

    assert not known


@pytest.mark.parametrize("service, action", [(s, a) for s, table in OPTIMISED.items() for a in table])
def test_every_optimised_action_knows_what_it_takes(service, action):
    found = find_integration(f"{STATES}{service}:{action}")

    assert found is not None
    assert found.supported
    assert found.takes is not None
    assert found.takes.fields


@pytest.mark.parametrize(
    "service, action",
    [(s, a) for s, table in OPTIMISED.items() for a, action in table.items() if action.job],
)
def test_every_job_that_is_described_has_fields(service, action):
    found = find_integration(f"{STATES}{service}:{action}.sync")

    assert found is not None
    assert found.answers is not None
    assert found.answers.fields


@pytest.mark.parametrize(
    "name, required",
    [
        ("lambda:invoke", {"FunctionName"}),
        ("sqs:sendMessage", {"QueueUrl", "MessageBody"}),
        ("sns:publish", {"Message"}),
        ("dynamodb:putItem", {"TableName", "Item"}),
        ("states:startExecution", {"StateMachineArn"}),
        ("events:putEvents", {"Entries"}),
        ("ecs:runTask", {"TaskDefinition"}),
        ("glue:startJobRun", {"JobName"}),
        ("http:invoke", {"ApiEndpoint", "Method"}),
        ("bedrock:invokeModel", {"ModelId"}),
        ("aws-sdk:s3:copyObject", set()),
        (
            "aws-sdk:emrserverless:startJobRun",
            {"ApplicationId", "ExecutionRoleArn"},
        ),  # the SDK makes a ClientToken up
    ],
)
def test_the_parameters_that_aws_insists_on_are_required(name, required):
    found = find_integration(STATES + name)

    assert found is not None
    assert found.takes is not None
    assert found.takes.required == required


def test_a_nested_execution_answers_with_text_or_with_documents():
    text = find_integration(f"{STATES}states:startExecution.sync")
    document = find_integration(f"{STATES}states:startExecution.sync:2")

    assert text is not None
    assert document is not None
    assert text.answers is not None
    assert document.answers is not None
    assert [text.answers.fields["Output"].type, document.answers.fields["Output"].type] == ["string", "any"]


def test_a_callback_answers_with_whatever_it_is_sent():
    found = find_integration(f"{STATES}sqs:sendMessage.waitForTaskToken")

    assert found is not None
    assert found.answers is None


def test_the_answer_to_a_function_call_holds_any_payload_and_what_the_call_was_like():
    found = find_integration(f"{STATES}lambda:invoke")

    assert found is not None
    assert found.answers is not None
    assert {
        name: found.answers.fields[name].type for name in ("StatusCode", "Payload", "SdkHttpMetadata")
    } == {
        "StatusCode": "number",
        "Payload": "any",
        "SdkHttpMetadata": "any",
    }


def test_fields_of_an_sdk_call_are_spelt_as_step_functions_spells_them():
    database = find_integration(f"{STATES}aws-sdk:rds:describeDBInstances")
    item = find_integration(f"{STATES}aws-sdk:dynamodb:putItem")
    own = find_integration(f"{STATES}dynamodb:putItem")

    assert database is not None
    assert item is not None
    assert own is not None
    assert database.takes is not None
    assert "DbInstanceIdentifier" in database.takes.fields
    assert database.answers is not None
    assert database.answers.fields["DbInstances"].item is not None
    assert "DbInstanceStatus" in database.answers.fields["DbInstances"].item.fields
    assert item.takes is not None
    assert item.takes.fields["Item"].item is not None
    assert set(item.takes.fields["Item"].item.fields) >= {"S", "Bool", "Nul", "Ss", "L", "M"}
    assert own.takes is not None
    assert own.takes.fields["Item"].item is not None
    assert set(own.takes.fields["Item"].item.fields) >= {"S", "BOOL", "NULL", "SS", "L", "M"}


def test_a_field_tells_its_bounds():
    encrypt = find_integration(f"{STATES}aws-sdk:kms:encrypt")
    function = find_integration(f"{STATES}aws-sdk:lambda:getFunction")

    assert encrypt is not None
    assert encrypt.answers is not None
    assert encrypt.answers.fields["CiphertextBlob"].minimum == 1
    assert function is not None
    assert function.answers is not None
    memory = function.answers.fields["Configuration"].fields["MemorySize"]
    assert (memory.minimum, memory.maximum) == (128, 10240)


def test_errors_begin_with_the_name_of_the_service():
    prefixes = [
        errors_begin_with(service) for service in ("s3", "dynamodb", "sfn", "cloudwatchlogs", "nowhere")
    ]

    assert prefixes == ["S3", "DynamoDb", "Sfn", "CloudWatchLogs", None]


def test_every_service_has_a_model_with_actions():
    assert len(services()) > 400
    assert all(actions(service) for service in ("s3", "sfn", "eventbridge", "costexplorer", "iotdataplane"))
    assert json.dumps(sorted(actions("sqs"))).startswith('["addPermission"')
