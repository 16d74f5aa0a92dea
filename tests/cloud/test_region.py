"""An account in another Region: all that is made and called without naming one is made and called there."""

import json
import os

import boto3
import pytest

from course.cloud import Account
from course.cloud.web import ask

REGION = "eu-west-1"
ROLE = "arn:aws:iam::123456789012:role/lab"
PROGRAM = """
import os

import boto3


def handler(event, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=os.environ["AWS_REGION"])
    return {"region": os.environ["AWS_REGION"]}
"""


@pytest.fixture
def abroad(new_lab):
    with Account(region=REGION) as account:
        yield new_lab(account)


def _arn(service, name):
    return f"arn:aws:{service}:{REGION}:123456789012:{name}"


def _function(lab, url):
    return lab.function(PROGRAM, Environment={"Variables": {"QUEUE": url}})


def _open_queue(lab):
    """A queue to which any service may send."""
    sending = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
    return lab.queue("open-q", Policy=json.dumps({"Version": "2012-10-17", "Statement": [sending]}))


def _said(lab, url):
    received = lab.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [message["Body"] for message in received]


def test_boto3_and_the_account_give_clients_of_its_region(abroad):
    assert [REGION] * 3 == [
        boto3.client("sqs").meta.region_name,
        abroad.account.client("sqs").meta.region_name,
        os.environ["AWS_DEFAULT_REGION"],
    ]


def test_the_region_that_was_there_before_comes_back():
    with Account(), Account(region=REGION):
        pass
    with Account():
        assert "us-east-1" == boto3.client("sqs").meta.region_name


def test_a_function_works_in_the_accounts_region(abroad):
    url = abroad.queue()
    arn = _function(abroad, url)
    boto3.client("lambda").invoke(FunctionName=arn)

    assert _arn("lambda", "function:sales") == arn
    assert [REGION] == _said(abroad, url)


def test_a_state_machine_calls_what_is_in_its_region(abroad):
    url = abroad.queue()
    task = {"Type": "Task", "Resource": _function(abroad, url), "Next": "Send"}
    sent = {"QueueUrl": url, "MessageBody": "from the machine"}
    send = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": sent, "End": True}
    made = boto3.client("stepfunctions").create_state_machine(
        name="orders",
        definition=json.dumps({"StartAt": "Call", "States": {"Call": task, "Send": send}}),
        roleArn=ROLE,
    )
    boto3.client("stepfunctions").start_execution(stateMachineArn=made["stateMachineArn"])
    abroad.account.settle()

    assert _arn("states", "stateMachine:orders") == made["stateMachineArn"]
    assert [REGION, "from the machine"] == _said(abroad, url)


def test_a_bus_delivers_to_what_is_in_its_region(abroad):
    url, events = _open_queue(abroad), boto3.client("events")
    events.put_rule(Name="sold", EventPattern='{"source": ["shop"]}')
    events.put_targets(
        Rule="sold", Targets=[{"Id": "1", "Arn": _arn("sqs", "open-q"), "InputPath": "$.region"}]
    )
    events.put_events(Entries=[{"Source": "shop", "DetailType": "sold", "Detail": "{}"}])
    abroad.account.settle()

    assert [f'"{REGION}"'] == _said(abroad, url)


def test_a_topic_and_a_mapping_deliver_in_its_region(abroad):
    first, second = _open_queue(abroad), abroad.queue()
    topic = abroad.topic()
    abroad.subscribe(topic, _arn("sqs", "open-q"))
    _function(abroad, second)
    boto3.client("lambda").create_event_source_mapping(
        EventSourceArn=_arn("sqs", "open-q"), FunctionName="sales"
    )
    abroad.sns.publish(TopicArn=topic, Message="x")
    abroad.account.settle()

    assert ([], [REGION]) == (_said(abroad, first), _said(abroad, second))


def test_a_bucket_tells_what_is_in_its_region(abroad):
    url, s3 = _open_queue(abroad), boto3.client("s3")
    s3.create_bucket(Bucket="notes", CreateBucketConfiguration={"LocationConstraint": REGION})
    wish = {"QueueArn": _arn("sqs", "open-q"), "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(
        Bucket="notes", NotificationConfiguration={"QueueConfigurations": [wish]}
    )
    s3.put_object(Bucket="notes", Key="a", Body=b"x")
    abroad.account.settle()
    told = [json.loads(body)["Records"][0] for body in _said(abroad, url) if "Records" in body]

    assert [REGION] == [each["awsRegion"] for each in told]


def test_an_http_api_calls_what_is_in_its_region(abroad):
    function = _function(abroad, abroad.queue())
    caller = {"Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}
    abroad.lambda_.add_permission(FunctionName="sales", StatementId="door", **caller)
    api = boto3.client("apigatewayv2").create_api(Name="front", ProtocolType="HTTP", Target=function)
    answer = ask("GET", f"{api['ApiEndpoint']}/", [], b"")

    assert f".execute-api.{REGION}.amazonaws.com" in api["ApiEndpoint"]
    assert (200, {"region": REGION}) == (answer.status, json.loads(answer.content))


def test_a_rest_api_calls_what_is_in_its_region(abroad):
    url, gateway = abroad.queue(), boto3.client("apigateway")
    principal = {
        "Effect": "Allow",
        "Principal": {"Service": "apigateway.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    trust = json.dumps({"Version": "2012-10-17", "Statement": [principal]})
    role = abroad.iam.create_role(RoleName="door", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    api = gateway.create_rest_api(name="front")
    where = {"restApiId": api["id"], "resourceId": api["rootResourceId"], "httpMethod": "POST"}
    gateway.put_method(**where, authorizationType="NONE")
    gateway.put_integration(
        **where,
        type="AWS",
        integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:{REGION}:sqs:action/SendMessage",
        requestParameters={
            "integration.request.querystring.QueueUrl": f"'{url}'",
            "integration.request.querystring.MessageBody": "'by the door'",
        },
        credentials=role,
    )
    gateway.put_method_response(**where, statusCode="200")
    gateway.put_integration_response(**where, statusCode="200")
    gateway.create_deployment(restApiId=api["id"], stageName="prod")
    answer = ask("POST", f"https://{api['id']}.execute-api.{REGION}.amazonaws.com/prod/", [], b"")

    assert (200, ["by the door"]) == (answer.status, _said(abroad, url))


def test_the_inventory_and_the_template_are_of_its_region(abroad):
    url = abroad.queue()
    _function(abroad, url)
    template = abroad.account.export()

    assert {_arn("sqs", "sales-q"), _arn("lambda", "function:sales")} == {
        node.id for node in abroad.account.inventory().nodes
    }
    assert [] == [region for region in (REGION, "us-east-1") if region in template]


def test_the_trace_tells_of_calls_that_went_to_another_region(abroad):
    boto3.client("sqs", region_name="us-east-1").list_queues()
    boto3.client("s3").list_buckets()
    boto3.client("iam").list_roles()
    boto3.client("sqs").list_queues()

    assert ["us-east-1", None, None, None] == [span.detail.get("region") for span in abroad.account.trace]


@pytest.mark.parametrize("region", ["eu-nowhere-1", "", "../us-east-1", None, 7])
def test_a_region_that_aws_does_not_have_is_refused(region):
    with pytest.raises(ValueError, match=r"expected one of .*eu-west-1"):
        Account(region=region)
