"""Faults of deliveries, of the functions and partners they reach, and of messages in a queue."""

import json
from datetime import timedelta

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

COUNT = """
import boto3
def handler(event, context):
    boto3.client("sqs").send_message(QueueUrl="{url}", MessageBody="ran")
"""
ONCE = Config(retries={"total_max_attempts": 1, "mode": "standard"})
PARTNER = "https://partner.example/payments"


@pytest.fixture
def faults(account):
    return account.faults


def _wired(lab, **attributes):
    topic, url = lab.topic(), lab.queue()
    return topic, url, lab.subscribe(topic, lab.arn(url), **attributes)


def _table_with_stream(lab, name):
    table = lab.account.client("dynamodb").create_table(
        TableName="payments",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]
    lab.lambda_.create_event_source_mapping(
        EventSourceArn=table["LatestStreamArn"], FunctionName=name, StartingPosition="TRIM_HORIZON"
    )
    lab.account.client("dynamodb").put_item(TableName="payments", Item={"id": {"S": "1"}})


def test_each_message_of_a_topic_comes_at_its_third_attempt(lab, faults):
    topic, url, _ = _wired(lab)
    faults.fail("sns", "delivery", target="sales-q", source="payments", attempts=(1, 2))
    for text in ("a", "b"):
        lab.sns.publish(TopicArn=topic, Message=text)
    lab.account.settle()

    assert ["a", "b"] == sorted(lab.texts(url))
    spans = lab.account.trace.find(kind="delivery")
    assert [3, 3] == [span.detail["attempts"] for span in spans]
    assert [2, 2] == [len(span.detail["fault"]) for span in spans]


def test_a_delivery_arrives_late_or_twice(lab, faults):
    topic, url, _ = _wired(lab)
    faults.delay("sns", "delivery", seconds=30)
    faults.duplicate("sns", "delivery", target="sales-q")
    lab.sns.publish(TopicArn=topic, Message="a")
    lab.clock.advance(29)
    early = lab.waiting(url)
    lab.clock.advance(2)

    assert (0, 0) == early
    assert ["a", "a"] == lab.texts(url)


def test_a_dropped_delivery_is_lost_without_a_trace_in_the_dead_letter_queue(lab, faults):
    dead = lab.queue("dead")
    topic, url, _ = _wired(lab, RedrivePolicy={"deadLetterTargetArn": lab.arn(dead)})
    faults.drop("sns", "delivery", times=1)
    lab.sns.publish(TopicArn=topic, Message="a")
    lab.account.settle()

    assert [("sales-q", "lost")] == lab.ends()
    assert ((0, 0), (0, 0)) == (lab.waiting(url), lab.waiting(dead))


@pytest.mark.parametrize(
    "kind, status, waiting", [("throttle", "ok", 1), ("drop", "lost", 0), ("duplicate", "ok", 2)]
)
def test_a_rules_target_is_struck_as_a_subscriber_is(lab, faults, kind, status, waiting):
    events, url, dead = lab.account.client("events"), lab.queue(), lab.queue("dead")
    policy = {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sqs:*",
                "Resource": "*",
            }
        ]
    }
    for each in (url, dead):
        lab.sqs.set_queue_attributes(QueueUrl=each, Attributes={"Policy": json.dumps(policy)})
    events.put_rule(Name="all", EventPattern='{"source": ["shop"]}')
    target = {"Id": "1", "Arn": lab.arn(url), "DeadLetterConfig": {"Arn": lab.arn(dead)}}
    events.put_targets(Rule="all", Targets=[target])
    getattr(faults, kind)("events", "delivery", source="all", times=1)
    events.put_events(Entries=[{"Source": "shop", "DetailType": "d", "Detail": "{}"}])
    lab.account.settle()

    assert [("sales-q", status)] == lab.ends(service="events")
    assert ((waiting, 0), (0, 0)) == (lab.waiting(url), lab.waiting(dead))


def test_a_schedules_and_a_buckets_targets_are_struck_too(lab, faults):
    url = lab.queue()
    allow = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}]}
    lab.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(allow)})
    faults.fail("scheduler", "delivery", attempts=1)
    faults.drop("s3", "delivery", source="notes")
    lab.account.client("scheduler").create_schedule(
        Name="soon",
        ScheduleExpression=f"at({lab.clock.now + timedelta(minutes=1):%Y-%m-%dT%H:%M:%S})",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": lab.arn(url), "RoleArn": lab.role(), "Input": "scheduled"},
    )
    s3 = lab.account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_bucket_notification_configuration(
        Bucket="notes",
        NotificationConfiguration={
            "QueueConfigurations": [{"QueueArn": lab.arn(url), "Events": ["s3:ObjectCreated:*"]}]
        },
    )
    s3.put_object(Bucket="notes", Key="k", Body=b"")
    lab.account.settle()

    assert ["scheduled"] == lab.bodies(url)
    assert [2] == [
        span.detail["attempts"] for span in lab.account.trace.find(service="scheduler", kind="delivery")
    ]
    assert {("sales-q", "lost")} == set(lab.ends(service="s3"))


def test_a_batch_whose_answer_is_lost_comes_again(lab, faults):
    out, url = lab.queue("out"), lab.queue(VisibilityTimeout="30")
    lab.function(COUNT.format(url=out))
    lab.map(url)
    faults.drop("sqs", "delivery", target="sales", attempts=1)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.account.settle()

    assert ["ran", "ran"] == lab.bodies(out)
    assert [("sales", "retrying"), ("sales", "ok")] == lab.ends(service="sqs")
    assert (0, 0) == lab.waiting(url)


@pytest.mark.parametrize("kind", ["duplicate", "drop"])
def test_a_stream_and_an_asynchronous_event_may_reach_their_function_twice(lab, faults, kind):
    out = lab.queue("out")
    lab.function(COUNT.format(url=out))
    getattr(faults, kind)("dynamodb", "delivery", source="payments", times=1)
    getattr(faults, kind)("lambda", "delivery", target="sales", times=1)
    _table_with_stream(lab, "sales")
    lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")
    lab.account.settle()

    assert ["ran"] * 4 == lab.bodies(out)


def test_a_function_fails_whoever_invokes_it_and_is_billed(lab, faults):
    lab.function("def handler(event, context): return 1")
    faults.fail(
        "lambda", "invocation", target="sales", error="BankClosed", message="come again", attempts=(1, 2)
    )
    found = [lab.invoke(), lab.invoke(), lab.invoke()]

    assert [{"errorType": "BankClosed", "errorMessage": "come again"}] * 2 + [1] == found
    spans = lab.account.trace.find(kind="invocation")
    assert [True, False, False] == [span.detail["cold"] for span in spans]
    assert spans[0].detail["billed_ms"] > 0


def test_a_throttled_function_is_not_run(lab, faults):
    lab.function("def handler(event, context): return 1")
    faults.throttle("lambda", "invocation", times=1)
    with pytest.raises(ClientError, match="TooManyRequestsException"):
        boto3.client("lambda", config=ONCE).invoke(FunctionName="sales")

    assert ["TooManyRequestsException"] == [
        span.detail["refused"] for span in lab.account.trace.find(kind="invocation")
    ]


def test_a_slow_function_runs_into_its_timeout(lab, faults):
    lab.function("def handler(event, context): return 1", Timeout=3)
    faults.delay("lambda", "invocation", seconds=2, attempts=1)
    faults.delay("lambda", "invocation", seconds=4, attempts=2)

    assert 1 == lab.invoke()
    assert "Sandbox.Timedout" == lab.invoke()["errorType"]
    assert 2000 <= lab.account.trace.find(kind="invocation")[0].detail["billed_ms"] < 2500


def test_a_function_whose_answer_is_lost_has_done_its_work(lab, faults):
    url = lab.queue("ran")
    lab.function(COUNT.format(url=url))
    faults.drop("lambda", "invocation", target="sales", attempts=1)
    found = [lab.invoke(), lab.invoke()]

    assert ["Runtime.ExitError", None] == [each and each["errorType"] for each in found]
    assert ["ran", "ran"] == lab.bodies(url)
    assert [True, True] == [span.detail["cold"] for span in lab.account.trace.find(kind="invocation")]


@pytest.mark.parametrize(
    "kind, asked, statuses",
    [
        ("fail", {}, [503, 200]),
        ("fail", {"status": 500}, [500, 200]),
        ("throttle", {}, [429, 200]),
        ("drop", {}, [0, 200]),
        ("duplicate", {}, [200]),
    ],
)
def test_a_partner_is_struck(lab, faults, kind, asked, statuses):
    heard = []

    def partner(request):
        document = json.loads(request["body"])
        if document["Type"] == "Notification":
            heard.append(document["Message"])
        else:
            lab.sns.confirm_subscription(TopicArn=document["TopicArn"], Token=document["Token"])
        return 200, ""

    lab.account.endpoint(PARTNER, partner)
    topic = lab.topic()
    lab.subscribe(topic, PARTNER)
    lab.account.settle()
    getattr(faults, kind)("http", "invocation", target=PARTNER, times=1, **asked)
    seen = len(lab.account.trace)
    lab.sns.publish(TopicArn=topic, Message="a")
    lab.account.settle()

    assert statuses == [span.detail["http"] for span in lab.account.trace[seen:] if span.service == "http"]
    assert (2 if kind in {"drop", "duplicate"} else 1) == len(heard)


def test_a_standard_queue_may_hand_a_message_out_twice(lab, faults):
    url = lab.queue()
    faults.duplicate("sqs", "message", target="sales-q", attempts=2)
    for text in ("a", "b"):
        lab.sqs.send_message(QueueUrl=url, MessageBody=text)
    found = lab.received(url)

    assert ["a", "b", "b"] == [message["Body"] for message in found]
    assert 2 == len({message["MessageId"] for message in found})
    assert (0, 0) == lab.waiting(url)


def test_a_message_shows_late_or_is_lost_whoever_sent_it(lab, faults):
    topic, url, _ = _wired(lab, RawMessageDelivery="true")
    faults.delay("sqs", "message", seconds=100, attempts=1)
    faults.drop("sqs", "message", attempts=2)
    for text in ("a", "b"):
        lab.sns.publish(TopicArn=topic, Message=text)
        lab.clock.advance(1)

    assert (0, 0) == lab.waiting(url)
    lab.clock.advance(100)
    assert ["a"] == lab.bodies(url)
    assert ["ok", "ok"] == [status for _, status in lab.ends()]


def test_a_fifo_queue_never_doubles_a_message(lab, faults):
    url = lab.queue("sales.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    faults.duplicate("sqs", "message")
    lab.sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId="g")

    assert ["x"] == lab.bodies(url)
