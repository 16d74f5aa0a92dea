"""cfn-lint accepts what an account is exported as."""

import pytest

IDLE = "def handler(event, context): return event"

both = pytest.mark.parametrize("format", ["sam", "cloudformation"])


@both
@pytest.mark.parametrize("syntax", ["yaml", "json"])
def test_an_account_with_everything_is_accepted(shop, complaints, format, syntax):
    assert [] == complaints(shop.texts[format, syntax])


def test_there_is_a_resource_of_every_kind(shop):
    kinds = {resource["Type"] for resource in shop.template()["Resources"].values()}

    assert {
        "AWS::ApiGateway::ApiKey",
        "AWS::ApiGateway::Deployment",
        "AWS::ApiGateway::Method",
        "AWS::ApiGateway::Model",
        "AWS::ApiGateway::RequestValidator",
        "AWS::ApiGateway::Resource",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::ApiGateway::UsagePlan",
        "AWS::ApiGateway::UsagePlanKey",
        "AWS::ApiGatewayV2::Api",
        "AWS::ApiGatewayV2::Integration",
        "AWS::ApiGatewayV2::Route",
        "AWS::ApiGatewayV2::Stage",
        "AWS::CloudWatch::Alarm",
        "AWS::CloudWatch::CompositeAlarm",
        "AWS::DynamoDB::Table",
        "AWS::Events::ApiDestination",
        "AWS::Events::Archive",
        "AWS::Events::Connection",
        "AWS::Events::EventBus",
        "AWS::Events::Rule",
        "AWS::IAM::Role",
        "AWS::Lambda::Alias",
        "AWS::Lambda::EventInvokeConfig",
        "AWS::Lambda::EventSourceMapping",
        "AWS::Lambda::Permission",
        "AWS::Lambda::Version",
        "AWS::Logs::LogGroup",
        "AWS::Logs::MetricFilter",
        "AWS::Logs::ResourcePolicy",
        "AWS::S3::Bucket",
        "AWS::SNS::Subscription",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue",
        "AWS::SQS::QueuePolicy",
        "AWS::Scheduler::Schedule",
        "AWS::Scheduler::ScheduleGroup",
        "AWS::Serverless::Function",
        "AWS::Serverless::LayerVersion",
        "AWS::StepFunctions::Activity",
        "AWS::StepFunctions::StateMachine",
        "AWS::StepFunctions::StateMachineAlias",
        "AWS::StepFunctions::StateMachineVersion",
    } == kinds


@both
def test_a_function_alone_is_accepted(lab, complaints, format):
    lab.function(IDLE)

    assert [] == complaints(lab.account.export(format))


@both
def test_names_that_are_no_logical_ids_are_accepted(lab, complaints, format):
    lab.queue("a-b_c")
    lab.queue("a_b-c")
    lab.topic("ABC")

    assert [] == complaints(lab.account.export(format))


@both
def test_a_machine_in_jsonata_is_accepted(lab, complaints, format):
    lab.account.client("stepfunctions").create_state_machine(
        name="orders",
        definition=JSONATA.replace("{function}", lab.function(IDLE)),
        roleArn="arn:aws:iam::123456789012:role/lab",
    )

    assert [] == complaints(lab.account.export(format))


JSONATA = """{"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {"Type": "Task",
"Resource": "arn:aws:states:::lambda:invoke",
"Arguments": {"FunctionName": "{function}", "Payload": "{% $states.input %}"},
"Output": "{% $states.result.Payload %}", "End": true}}}"""


def test_the_lint_would_find_something(lab, complaints):
    lab.queue()
    text = lab.account.export().replace("VisibilityTimeout: 30", "VisibilityTimeout: soon")

    assert "E3012" in complaints(text)[0]
