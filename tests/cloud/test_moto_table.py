"""What plain moto does, and what it does not: the course builds on the first list and completes the second.

The rows are those of the services an account completes so far. The day one of the second list fails, moto has learned
it; see test_seams.py for what may then go.
"""

import json

import boto3
import moto
import pytest
import time_machine

START = 1_740_816_000
RAW = {"RawMessageDelivery": "true"}  # spares the making of keys


@pytest.fixture
def plain():
    with (
        time_machine.travel(START, tick=False) as clock,
        moto.mock_aws(config={"lambda": {"use_docker": False}}),
    ):
        yield lambda service: boto3.client(service, region_name="us-east-1"), clock


def _queue(sqs, name, **attributes):
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def _bodies(sqs, url):
    return [
        message["Body"]
        for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    ]


def test_sqs_hides_counts_and_sets_aside(plain):
    client, clock = plain
    sqs = client("sqs")
    dead, arn = _queue(sqs, "dead")
    url, _ = _queue(
        sqs,
        "q",
        VisibilityTimeout="10",
        RedrivePolicy=json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 2}),
    )
    sqs.send_message(QueueUrl=url, MessageBody="x")
    seen = [_bodies(sqs, url), _bodies(sqs, url)]
    for _ in range(2):
        clock.shift(11)
        seen.append(_bodies(sqs, url))

    assert ([["x"], [], ["x"], []], ["x"]) == (seen, _bodies(sqs, dead))


def test_sqs_keeps_the_order_of_a_group_and_drops_a_copy(plain):
    sqs = plain[0]("sqs")
    url, _ = _queue(sqs, "q.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    for body in ("1", "2", "2", "3"):
        sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g")

    assert ["1", "2", "3"] == _bodies(sqs, url)


def test_sqs_does_not_enforce_queue_policies(plain):
    client, _ = plain
    sns, sqs = client("sns"), client("sqs")
    deny = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}]}
    url, arn = _queue(sqs, "q", Policy=json.dumps(deny))
    topic = sns.create_topic(Name="t")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=RAW)
    sns.publish(TopicArn=topic, Message="x")

    assert 1 == len(_bodies(sqs, url))


def test_sns_fans_out_raw_or_wrapped_and_filters(plain):
    client, _ = plain
    sns, sqs = client("sns"), client("sqs")
    topic = sns.create_topic(Name="t")["TopicArn"]
    wishes = {
        "all": {},
        "raw": {"RawMessageDelivery": "true"},
        "by-attribute": {"FilterPolicy": '{"channel": ["web"]}'},
        "by-body": {
            "FilterPolicy": '{"amount": [{"numeric": [">", 5]}]}',
            "FilterPolicyScope": "MessageBody",
        },
    }
    urls = {}
    for name, attributes in wishes.items():
        urls[name], arn = _queue(sqs, name)
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)
    attributes = {"channel": {"DataType": "String", "StringValue": "branch"}}
    sns.publish(TopicArn=topic, Message='{"amount": 7}', MessageAttributes=attributes)
    found = {name: _bodies(sqs, url) for name, url in urls.items()}

    assert '{"amount": 7}' == json.loads(found["all"][0])["Message"]
    assert (['{"amount": 7}'], [], 1) == (found["raw"], found["by-attribute"], len(found["by-body"]))


def test_sns_does_not_try_again(plain):
    client, clock = plain
    sns, sqs = client("sns"), client("sqs")
    url, arn = _queue(sqs, "q")
    topic = sns.create_topic(Name="t")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=RAW)
    sqs.delete_queue(QueueUrl=url)
    with pytest.raises(sns.exceptions.ClientError):
        sns.publish(TopicArn=topic, Message="x")
    url, _ = _queue(sqs, "q")
    clock.shift(3600)

    assert [] == _bodies(sqs, url)


def test_lambda_keeps_functions_and_does_not_run_them(plain, zip_of):
    client, _ = plain
    role = client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    code = {"ZipFile": zip_of({"app.py": "def handler(event, context): return event['a']"})}
    spec = {
        "FunctionName": "f",
        "Runtime": "python3.12",
        "Role": role,
        "Handler": "app.handler",
        "Code": code,
    }
    client("lambda").create_function(**spec)
    answer = client("lambda").invoke(FunctionName="f", Payload='{"a": 42}')["Payload"].read()

    assert "f" == client("lambda").list_functions()["Functions"][0]["FunctionName"]
    assert b"42" != answer


def test_lambda_answers_even_for_a_function_that_does_not_exist(plain):
    assert 200 == plain[0]("lambda").invoke(FunctionName="nobody", Payload="{}")["StatusCode"]
