"""Functions that go round in a circle are stopped."""

import json

import pytest


def _runs(lab, name="sales"):
    return len(
        [
            span
            for span in lab.account.trace.find(kind="invocation", name=name)
            if "refused" not in span.detail
        ]
    )


def _looping(lab, **settings):
    dead = lab.queue("dead-q")
    policy = json.dumps({"deadLetterTargetArn": lab.arn(dead), "maxReceiveCount": 2})
    url = lab.queue(RedrivePolicy=policy)
    source = "import boto3\ndef handler(event, context): boto3.client('sqs').send_message("
    lab.function(f"{source}QueueUrl='{url}', MessageBody='again')", **settings)
    lab.map(url)
    return url, dead


def test_a_function_that_sends_to_its_own_queue_is_stopped_after_16_invocations(lab):
    url, dead = _looping(lab)
    lab.sqs.send_message(QueueUrl=url, MessageBody="once")

    assert None is lab.account.settle()
    assert (16, ["again"]) == (_runs(lab), lab.bodies(dead))


def test_messages_that_have_nothing_to_do_with_each_other_are_no_loop(lab):
    url = lab.queue()
    lab.function("def handler(event, context): pass")
    lab.map(url)
    for _ in range(40):
        lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.account.settle()
    ends = lab.account.trace.find(kind="delivery", service="sqs")

    assert (40, (0, 0)) == (sum(span.detail["messages"] for span in ends), lab.waiting(url))


def test_a_loop_by_way_of_a_topic_is_stopped_too(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    lab.function(
        f"import boto3\ndef handler(e, c): boto3.client('sns').publish(TopicArn='{topic}', Message='x')"
    )
    lab.map(url)
    lab.sns.publish(TopicArn=topic, Message="once")
    lab.clock.advance(60)

    assert 16 == _runs(lab)


def test_an_asynchronous_loop_ends_in_the_dead_letter_queue(lab):
    dead = lab.queue("dead-q")
    source = "import boto3\ndef handler(e, c): boto3.client('lambda').invoke("
    lab.function(
        f"{source}FunctionName='sales', InvocationType='Event', Payload='{{\"n\": 1}}')",
        DeadLetterConfig={"TargetArn": lab.arn(dead)},
    )
    lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")
    lab.account.settle()

    assert (16, ['{"n": 1}']) == (_runs(lab), lab.bodies(dead))


def test_a_caller_that_waits_gets_the_refusal(lab):
    source = "import boto3\ndef handler(e, c): boto3.client('lambda').invoke(FunctionName='sales')"
    lab.function(source, Timeout=60)
    lab.invoke()
    refusals = {span.detail.get("refused") for span in lab.account.trace.find(kind="invocation")}

    assert (16, {None, "RecursiveInvocationException"}) == (_runs(lab), refusals)


def test_a_table_in_between_hides_the_loop_as_it_does_on_aws(lab):
    dynamodb = lab.account.client("dynamodb")
    arn = dynamodb.create_table(
        TableName="t",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    )["TableDescription"]["LatestStreamArn"]
    lab.function(
        "import boto3\ndef handler(e, c): boto3.client('dynamodb').put_item(TableName='t', "
        "Item={'id': {'S': c.aws_request_id}})"
    )
    lab.lambda_.create_event_source_mapping(
        EventSourceArn=arn, FunctionName="sales", StartingPosition="TRIM_HORIZON"
    )
    lab.invoke()
    lab.clock.advance(10)

    assert 20 < _runs(lab)


def test_a_function_may_be_recursive_on_purpose(lab):
    url, _ = _looping(lab)
    lab.lambda_.put_function_recursion_config(FunctionName="sales", RecursiveLoop="Allow")
    lab.sqs.send_message(QueueUrl=url, MessageBody="once")
    lab.clock.advance(3)

    assert "Allow" == lab.lambda_.get_function_recursion_config(FunctionName="sales")["RecursiveLoop"]
    assert 16 < _runs(lab)


def test_without_a_word_a_loop_is_ended(lab):
    lab.function("def handler(event, context): pass")

    assert "Terminate" == lab.lambda_.get_function_recursion_config(FunctionName="sales")["RecursiveLoop"]
    with pytest.raises(lab.lambda_.exceptions.ResourceNotFoundException):
        lab.lambda_.get_function_recursion_config(FunctionName="nobody")
