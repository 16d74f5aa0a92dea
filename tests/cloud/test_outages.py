"""What is switched off answers 503, and says so in virtual time."""

import json

import pytest


def _refusal(call, **parameters):
    try:
        call(**parameters)
    except Exception as error:  # noqa: BLE001  its class belongs to the client
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return None


def test_a_queue_that_is_off_answers_503_after_botocores_own_retries(lab):
    url = lab.queue()
    lab.account.outage("sales-q", 60)
    begin = lab.clock.elapsed

    assert ("ServiceUnavailable", 503) == _refusal(lab.sqs.send_message, QueueUrl=url, MessageBody="x")
    # Three attempts of 8 ms, and half of 50 ms and of 100 ms between them.
    assert 0.099 == round(lab.clock.elapsed - begin, 6)
    assert [503] * 3 == [span.detail["http"] for span in lab.account.trace.find(name="SendMessage")]


def test_a_topic_that_is_off_refuses_the_publisher(lab):
    topic = lab.topic()
    lab.account.outage("payments", 60)

    assert ("ServiceUnavailable", 503) == _refusal(lab.sns.publish, TopicArn=topic, Message="x")


def test_a_table_and_a_bucket_that_are_off_refuse_in_their_own_protocols(lab):
    s3, dynamodb = lab.account.client("s3"), lab.account.client("dynamodb")
    s3.create_bucket(Bucket="notes")
    lab.account.outage("notes", 60)
    lab.account.outage("activity", 60)

    assert ("ServiceUnavailable", 503) == _refusal(s3.put_object, Bucket="notes", Key="k", Body=b"x")
    assert ("ServiceUnavailable", 503) == _refusal(dynamodb.scan, TableName="activity")


def test_a_transaction_is_refused_while_one_of_its_tables_is_off(lab):
    dynamodb = lab.account.client("dynamodb")
    for name in ("done", "activity"):
        dynamodb.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    lab.account.outage("activity", 60)
    steps = [{"Put": {"TableName": name, "Item": {"id": {"S": "1"}}}} for name in ("done", "activity")]

    assert ("ServiceUnavailable", 503) == _refusal(dynamodb.transact_write_items, TransactItems=steps)
    assert 0 == dynamodb.scan(TableName="done")["Count"]


def test_a_call_whose_retries_outlive_the_outage_succeeds(lab):
    url = lab.queue()
    lab.account.outage("sales-q", 0.02)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")

    assert [503, 200] == [span.detail["http"] for span in lab.account.trace.find(name="SendMessage")]


def test_retries_never_run_out(lab):
    url = lab.queue()
    lab.account.outage("sales-q", 3600)
    for _ in range(60):
        _refusal(lab.sqs.send_message, QueueUrl=url, MessageBody="x")

    assert 180 == len(lab.account.trace.find(name="SendMessage"))


def test_an_outage_may_begin_later_and_ends_at_its_time(lab):
    url = lab.queue()
    lab.account.outage("sales-q", 60, after=100)
    answers = []
    for seconds in (90, 20, 30, 30):
        lab.clock.advance(seconds)
        answers.append(_refusal(lab.sqs.get_queue_attributes, QueueUrl=url, AttributeNames=["All"]) is None)

    assert [True, False, False, True] == answers


def test_outages_are_listed(lab):
    lab.account.outage("sales-q", 60)
    lab.account.outage("sales-q", 60, after=100)

    assert {"sales-q": [(0.0, 60.0), (100.0, 160.0)]} == lab.account.outages.listed()


def test_a_function_that_is_off_fails_whoever_invokes_it(lab):
    lab.function("def handler(event, context): return 1")
    lab.account.outage("sales", 60)

    assert "ServiceUnavailable" == lab.invoke()["errorType"]
    lab.clock.advance(60)
    assert 1 == lab.invoke()


def test_what_is_sent_to_a_queue_that_is_off_comes_once_it_is_on(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    lab.account.outage("sales-q", 3600)
    lab.sns.publish(TopicArn=topic, Message="x")
    lab.account.settle()
    (message,) = lab.received(url)

    assert [("sales-q", "ok")] == lab.ends()
    assert "x" == json.loads(message["Body"])["Message"]
    sent = int(message["Attributes"]["SentTimestamp"]) / 1000 - lab.clock.start.timestamp()
    assert 3600 < sent <= 3620


def test_a_mapping_reads_on_when_its_queue_is_on_again(lab):
    url = lab.queue()
    lab.function("def handler(event, context): pass")
    lab.map(url)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.account.outage("sales-q", 600)
    lab.account.settle()

    assert (0, 0) == lab.waiting(url)
    assert [pytest.approx(600, abs=1)] == [span.start for span in lab.account.trace.find(kind="invocation")]
