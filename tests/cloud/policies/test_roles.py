"""Roles of functions, state machines and schedules: what is refused, and in whose words."""

import json
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from course.cloud import Account

QUEUE = "arn:aws:sqs:us-east-1:123456789012:sales-q"
SENDER = """
import boto3
from botocore.exceptions import ClientError

def handler(event, context):
    try:
        return getattr(boto3.client(event["service"]), event["call"])(**event["with"])["ResponseMetadata"]["HTTPStatusCode"]
    except ClientError as refusal:
        return [refusal.response["Error"]["Code"], refusal.response["Error"]["Message"]]
"""
WHO = "arn:aws:sts::123456789012:assumed-role/sales/sales"


@pytest.fixture
def called(guarded, write) -> Any:
    """Deploy a function in a role with these statements and let it make a call; return what comes of it."""

    def call(service: str, call: str, *statements: Any, **parameters: Any) -> Any:
        guarded.function(SENDER, guarded.role("sales", *statements))
        return guarded.lab.invoke(event={"service": service, "call": call, "with": parameters})

    return call


def test_a_function_may_do_what_its_role_allows(guarded, called, write) -> None:
    url = guarded.lab.queue()

    assert 200 == called(
        "sqs", "send_message", write.allow("sqs:SendMessage", QUEUE), QueueUrl=url, MessageBody="m"
    )
    assert ["m"] == guarded.lab.bodies(url)


def test_a_function_that_no_policy_allows_a_call_gets_the_words_of_sqs(guarded, called, write) -> None:
    url = guarded.lab.queue()

    actual = called("sqs", "send_message", write.allow("sqs:ReceiveMessage"), QueueUrl=url, MessageBody="m")

    said = f"User: {WHO} is not authorized to perform: sqs:sendmessage on resource: {QUEUE} because no identity-based "
    assert ["AccessDenied", f"{said}policy allows the sqs:sendmessage action"] == actual
    assert [] == guarded.lab.bodies(url)


def test_a_function_in_a_role_without_policies_may_do_nothing(guarded, called) -> None:
    actual = called("dynamodb", "get_item", TableName="t", Key={"id": {"S": "1"}})

    assert "AccessDeniedException" == actual[0]
    assert (
        "dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/t because" in actual[1]
    )


def test_a_deny_is_told_as_one(guarded, called, write) -> None:
    url = guarded.lab.queue()
    deny = {**write.allow("sqs:*"), "Effect": "Deny"}

    actual = called("sqs", "send_message", write.allow("*"), deny, QueueUrl=url, MessageBody="m")

    assert actual[1].endswith("with an explicit deny in an identity-based policy")


def test_a_topic_and_a_bucket_refuse_in_words_of_their_own(guarded, write) -> None:
    guarded.function(SENDER, guarded.role("sales"))
    topic = guarded.lab.topic()
    guarded.account.client("s3").create_bucket(Bucket="claims")
    publish = {"service": "sns", "call": "publish", "with": {"TopicArn": topic, "Message": "m"}}
    get = {"service": "s3", "call": "get_object", "with": {"Bucket": "claims", "Key": "a/b.json"}}

    of_topic, of_bucket = guarded.lab.invoke(event=publish), guarded.lab.invoke(event=get)

    assert "AuthorizationError" == of_topic[0]
    assert f"perform: SNS:Publish on resource: {topic} because no identity-based policy" in of_topic[1]
    assert "AccessDenied" == of_bucket[0]
    assert 's3:GetObject on resource: "arn:aws:s3:::claims/a/b.json" because' in of_bucket[1]


def test_a_queues_own_policy_may_let_a_role_in(guarded, called, write) -> None:
    grant = {
        **write.allow("sqs:SendMessage", QUEUE),
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/sales"},
    }
    url = guarded.lab.queue(Policy=write.document(grant))

    assert 200 == called("sqs", "send_message", QueueUrl=url, MessageBody="m")


def test_a_queues_policy_for_the_account_leaves_it_to_the_role(guarded, called, write) -> None:
    grant = {**write.allow("sqs:SendMessage", QUEUE), "Principal": {"AWS": "123456789012"}}
    url = guarded.lab.queue(Policy=write.document(grant))

    assert "AccessDenied" == called("sqs", "send_message", QueueUrl=url, MessageBody="m")[0]


def test_a_policy_of_awss_can_be_attached_and_counts(guarded, write) -> None:
    url = guarded.lab.queue()
    guarded.function(SENDER, guarded.role("sales"))
    guarded.iam.attach_role_policy(RoleName="sales", PolicyArn="arn:aws:iam::aws:policy/AmazonSQSFullAccess")
    send = {"service": "sqs", "call": "send_message", "with": {"QueueUrl": url, "MessageBody": "m"}}

    assert 200 == guarded.lab.invoke(event=send)


def test_a_managed_policy_counts_in_its_default_version(guarded, write) -> None:
    url = guarded.lab.queue()
    guarded.function(SENDER, guarded.role("sales"))
    arn = guarded.iam.create_policy(PolicyName="send", PolicyDocument=write.document(write.allow("sns:*")))[
        "Policy"
    ]["Arn"]
    guarded.iam.attach_role_policy(RoleName="sales", PolicyArn=arn)
    send = {"service": "sqs", "call": "send_message", "with": {"QueueUrl": url, "MessageBody": "m"}}
    before = guarded.lab.invoke(event=send)

    guarded.iam.create_policy_version(
        PolicyArn=arn, PolicyDocument=write.document(write.allow("sqs:*")), SetAsDefault=True
    )

    assert "AccessDenied" == before[0]
    assert 200 == guarded.lab.invoke(event=send)


def test_nobody_is_refused_by_a_role_where_policies_are_only_read(lab) -> None:
    url = lab.queue()
    lab.function(SENDER)
    send = {"service": "sqs", "call": "send_message", "with": {"QueueUrl": url, "MessageBody": "m"}}

    assert 200 == lab.invoke(event=send)


def test_the_notebook_itself_may_do_everything(guarded) -> None:
    assert guarded.lab.queue()
    assert guarded.account.client("dynamodb").list_tables()["TableNames"] == []


def test_a_session_of_a_role_is_held_to_the_roles_policies(guarded, write) -> None:
    url = guarded.lab.queue()
    role = guarded.role(
        "helper", write.allow("sqs:ReceiveMessage"), Principal={"AWS": "arn:aws:iam::123456789012:root"}
    )
    keys = guarded.account.client("sts").assume_role(RoleArn=role, RoleSessionName="ann")["Credentials"]
    queue = boto3.client(
        "sqs",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )

    queue.receive_message(QueueUrl=url)
    with pytest.raises(ClientError, match="assumed-role/helper/ann is not authorized") as caught:
        queue.send_message(QueueUrl=url, MessageBody="m")

    assert "AccessDenied" == caught.value.response["Error"]["Code"]


def test_a_task_may_do_what_the_machines_role_allows(guarded, write) -> None:
    url = guarded.lab.queue()
    role = guarded.role("flow", write.allow("sqs:SendMessage", QUEUE), service="states.amazonaws.com")

    actual = guarded.run(guarded.machine(_send(url), role))

    assert "SUCCEEDED" == actual["status"]


@pytest.mark.parametrize(
    "resource,error",
    [
        ("arn:aws:states:::sqs:sendMessage", "SQS.AmazonSQSException"),
        ("arn:aws:states:::aws-sdk:sqs:sendMessage", "Sqs.SqsException"),
    ],
)
def test_a_task_that_the_role_does_not_allow_fails_as_step_functions_names_it(
    guarded, write, resource: str, error: str
) -> None:
    url = guarded.lab.queue()
    role = guarded.role("flow", write.allow("sqs:SendMessage", f"{QUEUE}-2"), service="states.amazonaws.com")

    actual = guarded.run(guarded.machine({**_send(url), "Resource": resource}, role))

    assert ("FAILED", error) == (actual["status"], actual["error"])
    assert "assumed-role/flow/" in actual["cause"]
    assert "is not authorized to perform: sqs:sendmessage on resource: " in actual["cause"]


def test_a_task_may_invoke_only_the_functions_of_its_role(guarded, write) -> None:
    arn = guarded.function("def handler(event, context): return 1", guarded.role("sales"))
    role = guarded.role(
        "flow", write.allow("lambda:InvokeFunction", f"{arn}-2"), service="states.amazonaws.com"
    )
    machine = guarded.machine({"Resource": arn}, role)
    before = guarded.run(machine)

    guarded.iam.put_role_policy(
        RoleName="flow",
        PolicyName="own",
        PolicyDocument=write.document(write.allow("lambda:InvokeFunction", arn)),
    )

    assert ("FAILED", "Lambda.AWSLambdaException") == (before["status"], before["error"])
    assert f"lambda:InvokeFunction on resource: {arn} because no identity-based policy" in before["cause"]
    assert "SUCCEEDED" == guarded.run(machine)["status"]


def test_who_answers_by_a_token_needs_to_be_allowed_so_for_the_machine(guarded, write) -> None:
    source = """
import boto3

def handler(event, context):
    boto3.client("stepfunctions").send_task_success(taskToken=event["token"], output="{}")
"""
    arn = "arn:aws:states:us-east-1:123456789012:stateMachine:pay"
    guarded.function(source, guarded.role("sales", write.allow("states:SendTaskSuccess", arn)))
    role = guarded.role("flow", write.allow("lambda:InvokeFunction"), service="states.amazonaws.com")
    task = {
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": {"FunctionName": "sales", "Payload": {"token.$": "$$.Task.Token"}},
    }

    assert "SUCCEEDED" == guarded.run(guarded.machine(task, role))["status"]


@pytest.mark.parametrize("trusted", ["events.amazonaws.com", ""])
def test_a_role_that_does_not_trust_the_service_is_refused(guarded, write, trusted: str) -> None:
    role = guarded.role("wrong", service=trusted) if trusted else "arn:aws:iam::123456789012:role/none"
    with pytest.raises(ClientError, match="Neither the global service principal states") as of_states:
        guarded.machine({"Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {}}, role)
    with pytest.raises(ClientError, match="cannot be assumed by Lambda") as of_lambda:
        guarded.function("def handler(event, context): return 1", role)
    with pytest.raises(
        ClientError, match="must allow AWS EventBridge Scheduler to assume the role"
    ) as of_scheduler:
        _schedule(guarded, QUEUE, role)

    codes = [each.value.response["Error"]["Code"] for each in (of_states, of_lambda, of_scheduler)]
    assert ["AccessDeniedException", "InvalidParameterValueException", "ValidationException"] == codes


@pytest.mark.parametrize("action,bodies", [("sqs:SendMessage", ["{}"]), ("sqs:ReceiveMessage", [])])
def test_a_schedule_reaches_what_its_role_allows(guarded, write, action: str, bodies: list[str]) -> None:
    url = guarded.lab.queue()
    condition = {
        "StringEquals": {"aws:SourceArn": "arn:aws:scheduler:us-east-1:123456789012:schedule-group/default"}
    }
    role = guarded.role(
        "clock", write.allow(action, QUEUE), service="scheduler.amazonaws.com", Condition=condition
    )
    _schedule(guarded, QUEUE, role)

    guarded.account.settle()

    assert bodies == guarded.lab.bodies(url)


@pytest.mark.parametrize("action,bodies", [("sqs:SendMessage", 1), ("sqs:ReceiveMessage", 0)])
def test_a_record_reaches_the_destination_that_the_functions_role_allows(
    guarded, write, action, bodies
) -> None:
    url = guarded.lab.queue()
    guarded.function(
        "def handler(event, context): return 1", guarded.role("sales", write.allow(action, QUEUE))
    )
    guarded.lambda_.put_function_event_invoke_config(
        FunctionName="sales", DestinationConfig={"OnSuccess": {"Destination": QUEUE}}
    )

    guarded.lambda_.invoke(FunctionName="sales", InvocationType="Event", Payload=b"{}")
    guarded.account.settle()

    assert bodies == len(guarded.lab.bodies(url))


def test_a_dead_letter_queue_is_reached_if_the_functions_role_allows_it(guarded, write) -> None:
    url = guarded.lab.queue()
    guarded.function("def handler(event, context): return 1 / 0", guarded.role("sales"))
    guarded.lambda_.update_function_configuration(FunctionName="sales", DeadLetterConfig={"TargetArn": QUEUE})
    guarded.lambda_.invoke(FunctionName="sales", InvocationType="Event", Payload=b"{}")
    guarded.account.settle()
    before = guarded.lab.bodies(url)

    guarded.iam.put_role_policy(
        RoleName="sales",
        PolicyName="own",
        PolicyDocument=write.document(write.allow("sqs:SendMessage", QUEUE)),
    )
    guarded.lambda_.invoke(FunctionName="sales", InvocationType="Event", Payload=b"{}")
    guarded.account.settle()

    assert [] == before
    assert ["{}"] == guarded.lab.bodies(url)


@pytest.mark.parametrize("action,status", [("states:StartExecution", "ok"), ("states:StopExecution", "lost")])
def test_a_rule_starts_an_execution_in_the_targets_role(guarded, write, action: str, status: str) -> None:
    flow = guarded.role("flow", write.allow("sqs:*"), service="states.amazonaws.com")
    machine = guarded.machine(_send(guarded.lab.queue()), flow)
    role = guarded.role("rule", write.allow(action, machine), service="events.amazonaws.com")
    events = guarded.account.client("events")
    events.put_rule(Name="sold", EventPattern='{"source": ["shop"]}')
    events.put_targets(Rule="sold", Targets=[{"Id": "1", "Arn": machine, "RoleArn": role}])

    events.put_events(Entries=[{"Source": "shop", "DetailType": "Sale", "Detail": "{}"}])
    guarded.account.settle()

    assert ("pay", status) == guarded.lab.ends(service="events")[0]


def test_the_children_of_a_map_run_act_in_the_machines_role(guarded, write) -> None:
    url = guarded.lab.queue()
    role = guarded.role("flow", write.allow("states:*"), service="states.amazonaws.com")
    child = {"StartAt": "Send", "States": {"Send": {"Type": "Task", **_send(url), "End": True}}}
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **child}
    definition = {
        "StartAt": "All",
        "States": {"All": {"Type": "Map", "ItemProcessor": processor, "End": True}},
    }
    machine = guarded.states.create_state_machine(name="all", definition=json.dumps(definition), roleArn=role)
    arn = guarded.states.start_execution(stateMachineArn=machine["stateMachineArn"], input="[1]")[
        "executionArn"
    ]

    guarded.account.settle()

    assert "FAILED" == guarded.states.describe_execution(executionArn=arn)["status"]
    assert [] == guarded.lab.bodies(url)


def test_a_state_that_is_tried_alone_acts_in_the_role_that_is_given(guarded, write) -> None:
    url = guarded.lab.queue()
    definition = json.dumps({"Type": "Task", **_send(url), "End": True})
    role = guarded.role("flow", service="states.amazonaws.com")
    before = guarded.states.test_state(definition=definition, roleArn=role, input="{}")

    guarded.iam.put_role_policy(
        RoleName="flow", PolicyName="own", PolicyDocument=write.document(write.allow("sqs:SendMessage"))
    )

    assert ("FAILED", "SQS.AmazonSQSException") == (before["status"], before["error"])
    assert "SUCCEEDED" == guarded.states.test_state(definition=definition, roleArn=role, input="{}")["status"]


def test_a_nested_execution_needs_to_be_allowed(guarded, write) -> None:
    flow = guarded.role("flow", write.allow("sqs:*"), service="states.amazonaws.com")
    inner = guarded.machine(_send(guarded.lab.queue()), flow)
    outer_role = guarded.role(
        "outer", write.allow("states:StartExecution", inner), service="states.amazonaws.com"
    )
    task = {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "End": True}
    definition = {
        "StartAt": "Go",
        "States": {"Go": {**task, "Parameters": {"StateMachineArn": inner, "Input": {}}}},
    }
    make = guarded.states.create_state_machine
    allowed, refused = (
        make(name=name, definition=json.dumps(definition), roleArn=role)["stateMachineArn"]
        for name, role in (("allowed", outer_role), ("refused", flow))
    )

    assert "SUCCEEDED" == guarded.run(allowed)["status"]
    assert "states:StartExecution on resource" in guarded.run(refused)["cause"]


def test_a_mapping_needs_a_role_that_may_read_the_queue(guarded, write) -> None:
    url = guarded.lab.queue()
    guarded.function("def handler(event, context): return 1", guarded.role("sales"))
    with pytest.raises(
        ClientError, match="does not have permissions to call ReceiveMessage on SQS"
    ) as caught:
        guarded.lab.map(url)

    guarded.iam.attach_role_policy(
        RoleName="sales", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"
    )

    assert "InvalidParameterValueException" == caught.value.response["Error"]["Code"]
    assert guarded.lab.map(url)


def test_a_partners_server_acts_in_no_role(guarded, write) -> None:
    url = guarded.lab.queue()
    source = "import urllib.request\ndef handler(event, context): return urllib.request.urlopen(event['url']).status"
    guarded.function(source, guarded.role("sales"))

    def server(request: Any) -> dict[str, Any]:
        guarded.sqs.send_message(QueueUrl=url, MessageBody="from the partner")
        return 200, "ok"

    guarded.account.endpoint("https://partner.example/", server)

    assert 200 == guarded.lab.invoke(event={"url": "https://partner.example/"})
    assert ["from the partner"] == guarded.lab.bodies(url)


def test_an_account_takes_no_other_word_for_what_it_does_with_policies() -> None:
    with pytest.raises(ValueError, match='write "read" or "enforce"'):
        Account(policies="yes")  # type: ignore[arg-type]


def _send(url: str) -> dict[str, Any]:
    return {
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": url, "MessageBody": "m"},
    }


def _schedule(guarded: Any, arn: str, role: str) -> None:
    guarded.account.client("scheduler").create_schedule(
        Name="remind",
        ScheduleExpression=f"at({guarded.account.now() + timedelta(minutes=2):%Y-%m-%dT%H:%M:00})",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": arn, "RoleArn": role, "Input": json.dumps({})},
    )


def test_an_api_calls_a_service_in_the_role_of_its_integration(guarded) -> None:
    url = guarded.sqs.create_queue(QueueName="orders")["QueueUrl"]
    role = guarded.role("gateway", service="apigateway.amazonaws.com")
    api = guarded.account.client("apigateway")
    made = api.create_rest_api(name="orders")
    where = {"restApiId": made["id"], "resourceId": made["rootResourceId"], "httpMethod": "POST"}
    api.put_method(**where, authorizationType="NONE")
    api.put_integration(
        **where,
        type="AWS",
        integrationHttpMethod="POST",
        uri="arn:aws:apigateway:us-east-1:sqs:path/123456789012/orders",
        credentials=role,
        requestParameters={"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"},
        requestTemplates={"application/json": "Action=SendMessage&MessageBody=one"},
    )
    for status, pattern in (("200", ""), ("403", "403")):
        api.put_method_response(**where, statusCode=status)
        api.put_integration_response(**where, statusCode=status, selectionPattern=pattern)
    api.create_deployment(restApiId=made["id"], stageName="prod")
    address = f"https://{made['id']}.execute-api.us-east-1.amazonaws.com/prod/"

    def ask() -> tuple[int, str]:
        status = guarded.account.front_door.request("POST", address, {}, "{}").status
        attributes = guarded.sqs.get_queue_attributes(
            QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
        )
        return status, attributes["Attributes"]["ApproximateNumberOfMessages"]

    refused = ask()
    policy = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}]}'
    guarded.iam.put_role_policy(RoleName="gateway", PolicyName="own", PolicyDocument=policy)

    assert ((403, "0"), (200, "1")) == (refused, ask())
