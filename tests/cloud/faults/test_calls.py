"""Faults at the account's door, as boto3 shows them."""

import json

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

from course.cloud import Account

ONCE = Config(retries={"total_max_attempts": 1, "mode": "standard"})


@pytest.fixture
def faults(account):
    return account.faults


def _refusal(call, **parameters):
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    response = caught.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


def _table(account, name="payments"):
    account.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


def test_a_function_that_fails_twice_works_at_the_third_attempt(lab, faults):
    lab.function("def handler(event, context): return 1", name="pay")
    faults.fail("lambda", "Invoke", target="pay", error="TooManyRequestsException", attempts=(1, 2))

    assert 1 == lab.invoke("pay")
    assert [429, 429, 200] == [each.detail["http"] for each in lab.account.trace.find(name="Invoke")]


@pytest.mark.parametrize(
    "service, call, parameters, expected",
    [
        ("lambda", "invoke", {"FunctionName": "pay"}, ("TooManyRequestsException", 429)),
        (
            "dynamodb",
            "scan",
            {"TableName": "payments"},
            ("ProvisionedThroughputExceededException", 400),
        ),
        (
            "sqs",
            "send_message",
            {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/1/q", "MessageBody": "x"},
            ("ThrottlingException", 400),
        ),
        ("sns", "publish", {"TopicArn": "arn:aws:sns:us-east-1:1:t", "Message": "x"}, ("Throttling", 400)),
        ("stepfunctions", "list_state_machines", {}, ("ThrottlingException", 400)),
        ("events", "list_event_buses", {}, ("ThrottlingException", 400)),
        ("s3", "list_buckets", {}, ("SlowDown", 503)),
        ("secretsmanager", "list_secrets", {}, ("ThrottlingException", 400)),
    ],
)
def test_each_service_throttles_in_its_own_words(faults, service, call, parameters, expected):
    faults.throttle(service)

    assert expected == _refusal(getattr(boto3.client(service, config=ONCE), call), **parameters)


def test_a_call_that_fails_does_nothing(lab, faults):
    url = lab.queue()
    faults.fail("sqs", "SendMessage", times=5)

    code = _refusal(boto3.client("sqs", config=ONCE).send_message, QueueUrl=url, MessageBody="x")

    assert ("InternalFailure", 500) == code
    assert (0, 0) == lab.waiting(url)


@pytest.mark.parametrize("table", ["done", "payments"])
def test_a_fault_of_a_table_strikes_a_transaction_and_a_batch_that_write_into_it(account, faults, table):
    for name in ("done", "payments"):
        _table(account, name)
    faults.fail("dynamodb", target=table)
    dynamodb, put = boto3.client("dynamodb", config=ONCE), {"Item": {"id": {"S": "1"}}}
    steps = [{"Put": {"TableName": name, **put}} for name in ("done", "payments")]
    batch = {name: [{"PutRequest": put}] for name in ("done", "payments")}

    assert ("InternalServerError", 500) == _refusal(dynamodb.transact_write_items, TransactItems=steps)
    assert ("InternalServerError", 500) == _refusal(dynamodb.batch_write_item, RequestItems=batch)


def test_a_call_without_a_target_fails_for_every_target_and_counts_each_for_itself(lab, faults):
    urls = [lab.queue("a"), lab.queue("b")]
    faults.fail("sqs", "SendMessage", attempts=1)
    sqs = boto3.client("sqs", config=ONCE)

    for url in urls:
        assert ("InternalFailure", 500) == _refusal(sqs.send_message, QueueUrl=url, MessageBody="x")
        sqs.send_message(QueueUrl=url, MessageBody="x")


def test_the_status_of_an_error_is_the_one_of_its_service(account, faults):
    _table(account)
    faults.fail("dynamodb", "PutItem", error="ConditionalCheckFailedException", message="no")
    item = {"TableName": "payments", "Item": {"id": {"S": "1"}}}

    assert ("ConditionalCheckFailedException", 400) == _refusal(account.client("dynamodb").put_item, **item)


def test_a_delayed_call_takes_so_much_longer(lab, faults):
    url = lab.queue()
    faults.delay("sqs", "GetQueueAttributes", target=url, seconds=5)
    begin = lab.clock.elapsed
    lab.waiting(url)

    assert 5.008 == pytest.approx(lab.clock.elapsed - begin)


def test_delays_add_up_and_one_other_fault_may_come_along(lab, faults):
    url = lab.queue()
    faults.delay("sqs", seconds=5)
    faults.delay("sqs", "SendMessage", seconds=2)
    faults.fail("sqs", "SendMessage")
    faults.throttle("sqs", "SendMessage")
    sqs = boto3.client("sqs", config=ONCE)
    begin = lab.clock.elapsed

    assert ("InternalFailure", 500) == _refusal(sqs.send_message, QueueUrl=url, MessageBody="x")
    assert 7.008 == pytest.approx(lab.clock.elapsed - begin)
    assert [1, 1, 1, 0] == [rule.hits for rule in faults]


def test_a_doubled_call_is_done_twice_and_answered_once(lab, faults):
    url = lab.queue()
    with faults.duplicate("sqs", "SendMessage", target="sales-q"):
        lab.sqs.send_message(QueueUrl=url, MessageBody="x")

    assert ["x", "x"] == lab.bodies(url)
    assert 1 == len(lab.account.trace.find(name="SendMessage"))


def test_a_fifo_queue_refuses_the_copy_of_a_doubled_call(lab, faults):
    url = lab.queue("sales.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    faults.duplicate("sqs", "SendMessage")
    lab.sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId="g")

    assert ["x"] == lab.bodies(url)


def test_the_body_of_a_doubled_upload_is_read_twice(account, faults):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_bucket_versioning(Bucket="notes", VersioningConfiguration={"Status": "Enabled"})
    faults.duplicate("s3", "PutObject")
    s3.put_object(Bucket="notes", Key="k", Body=b"abc")

    sizes = [each["Size"] for each in s3.list_object_versions(Bucket="notes")["Versions"]]
    assert [3, 3] == sizes


def test_the_answer_to_a_dropped_call_is_lost_after_the_work_was_done(lab, faults):
    url = lab.queue()
    faults.drop("sqs", "SendMessage")
    begin = lab.clock.elapsed
    with pytest.raises(ReadTimeoutError):
        boto3.client("sqs", config=ONCE).send_message(QueueUrl=url, MessageBody="x")

    assert 60.008 == pytest.approx(lab.clock.elapsed - begin)
    assert (1, 0) == lab.waiting(url)


def test_boto3s_own_retry_of_a_lost_answer_does_the_work_twice(lab, faults):
    url = lab.queue()
    faults.drop("sqs", "SendMessage", times=1)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")

    assert (2, 0) == lab.waiting(url)


def test_each_hit_stands_in_its_span(lab, faults):
    lab.function("def handler(event, context): return 1", name="pay")
    faults.throttle("lambda", "Invoke", times=1)
    faults.delay("lambda", "Invoke", seconds=2, attempts=2)
    lab.invoke("pay")

    assert [
        [{"rule": 1, "kind": "throttle", "error": "TooManyRequestsException"}],
        [{"rule": 2, "kind": "delay", "seconds": 2}],
    ] == [span.detail["fault"] for span in lab.account.trace.find(name="Invoke")]
    json.dumps([span.as_dict() for span in lab.account.trace])


def test_a_fault_may_begin_later_and_end(lab, faults):
    url = lab.queue()
    faults.fail("sqs", after=100, lasting=60)
    answers = []
    for seconds in (90, 20, 30, 30):
        lab.clock.advance(seconds)
        try:
            lab.waiting(url)
            answers.append(True)
        except ClientError:
            answers.append(False)

    assert [True, False, False, True] == answers


def test_a_fault_is_over_at_the_end_of_its_block(lab, faults):
    url = lab.queue()
    with faults.fail("sqs") as rule:
        assert [rule] == list(faults)
    lab.waiting(url)

    assert 0 == len(faults)


def test_clear_ends_all_faults(lab, faults):
    url = lab.queue()
    faults.fail("sqs")
    faults.throttle("sns")
    faults.clear()
    lab.waiting(url)

    assert "no faults" == str(faults)


def test_a_chance_follows_the_accounts_seed(new_lab):
    def pattern(seed):
        with Account(seed) as account:
            lab = new_lab(account)
            url, sqs = lab.queue(), boto3.client("sqs", config=ONCE)
            account.faults.fail("sqs", "SendMessage", chance=0.5)
            found = ""
            for _ in range(40):
                try:
                    sqs.send_message(QueueUrl=url, MessageBody="x")
                    found += "."
                except ClientError:
                    found += "x"
            return found

    assert pattern(1) == pattern(1) != pattern(2)
    assert 8 < pattern(1).count("x") < 32


def test_the_list_says_what_each_fault_did(lab, faults):
    url = lab.queue()
    faults.delay("sqs", "SendMessage", target=url, seconds=2, attempts=(1, 3))
    faults.fail("lambda", "invocation", target="pay", error="BankClosed", chance=0.5)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")

    assert [
        "1. delay sqs SendMessage of sales-q at attempt 1, 3 by 2 s: struck once",
        "2. fail lambda invocation of pay with a chance of 0.5 with BankClosed: struck 0 times",
    ] == str(faults).splitlines()
    assert {"rule": 1, "kind": "delay", "service": "sqs", "target": "sales-q", "hits": 1}.items() <= next(
        iter(faults)
    ).as_dict().items()


@pytest.mark.parametrize("times", [1, 2])
def test_a_fault_strikes_no_more_than_so_many_times(lab, faults, times):
    url, sqs = lab.queue(), boto3.client("sqs", config=ONCE)
    rule = faults.fail("sqs", "SendMessage", times=times)
    for _ in range(times):
        _refusal(sqs.send_message, QueueUrl=url, MessageBody="x")
    sqs.send_message(QueueUrl=url, MessageBody="x")

    assert times == rule.hits


def test_an_account_starts_without_the_faults_of_another(lab, faults):
    faults.fail("sqs")
    with Account() as inner:
        inner.client("sqs").create_queue(QueueName="q")

    assert ("InternalFailure", 500) == _refusal(boto3.client("sqs", config=ONCE).create_queue, QueueName="q")
