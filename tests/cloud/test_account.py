"""One account in memory: it begins empty, nests, ends, and never lets anything out."""

import json
import os
import subprocess
import sys
import threading
import time

import boto3
import moto
import pytest

from course.clock import ClockError, TimeIsUp
from course.cloud import Account, NoAccountError
from course.cloud.entry import answer
from course.cloud.running import stack


def _queues():
    return [url.rsplit("/", 1)[1] for url in boto3.client("sqs").list_queues().get("QueueUrls", [])]


@pytest.fixture(autouse=True)
def _nothing_left():
    yield
    while stack:
        stack[-1].stop()


def test_a_fresh_account_is_empty(lab):
    assert ([], [], [], []) == (
        _queues(),
        lab.sns.list_topics()["Topics"],
        lab.account.client("s3").list_buckets()["Buckets"],
        lab.account.client("dynamodb").list_tables()["TableNames"],
    )


def test_two_accounts_one_after_the_other_know_nothing_of_each_other(new_lab):
    with Account() as first:
        new_lab(first).queue()
    with Account():
        assert [] == _queues()


def test_boto3_and_the_account_give_clients_of_the_same_place(lab):
    lab.queue("sales-q")

    assert ["sales-q"] == _queues()


def test_an_inner_account_sets_the_outer_one_aside(new_lab):
    with Account() as outer:
        lab = new_lab(outer)
        topic, url = lab.topic(), lab.queue()
        lab.subscribe(topic, lab.arn(url))
        s3, dynamodb = outer.client("s3"), outer.client("dynamodb")
        s3.create_bucket(Bucket="notes")
        s3.put_object(Bucket="notes", Key="a", Body=b"outer")
        dynamodb.create_table(
            TableName="activity",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        dynamodb.put_item(TableName="activity", Item={"id": {"S": "1"}})
        lab.sqs.send_message(QueueUrl=url, MessageBody="mine")
        outer.clock.advance(100)

        with Account() as inner:
            assert (0.0, []) == (inner.clock.elapsed, _queues())

            new_lab(inner).queue("another-q")
            inner.client("s3").create_bucket(Bucket="notes")
            inner.client("s3").put_object(Bucket="notes", Key="a", Body=b"inner")
        lab.sns.publish(TopicArn=topic, Message="after")
        outer.settle()

        assert ["sales-q"] == _queues()
        bodies = lab.bodies(url)
        assert ("mine", "after") == (bodies[0], json.loads(bodies[1])["Message"])
        assert b"outer" == s3.get_object(Bucket="notes", Key="a")["Body"].read()
        assert 1 == dynamodb.scan(TableName="activity")["Count"]


def test_an_inner_account_does_not_change_which_identifiers_the_outer_one_gives():
    def identifiers(between):
        with Account(seed=3) as account:
            first = account.new_id()
            between()
            return first, account.new_id()

    def visit():
        with Account(seed=4) as inner:
            inner.new_id()

    assert identifiers(lambda: None) == identifiers(visit)


def test_an_inner_account_leaves_the_outer_ones_trace_and_clock_alone(new_lab):
    with Account() as outer:
        with Account() as inner:
            new_lab(inner).queue()
        assert (0, 0.0, 1) == (len(outer.trace), outer.clock.elapsed, len(inner.trace))


def test_to_start_twice_is_harmless(new_lab):
    account = Account().start()
    new_lab(account).queue()

    assert (account, ["sales-q"]) == (account.start(), _queues())


def test_an_account_that_has_ended_may_be_started_again_and_is_empty(new_lab):
    account = Account().start()
    new_lab(account).queue()
    account.stop()
    account.start()

    assert [] == _queues()


def test_to_stop_twice_is_harmless():
    account = Account().start()
    account.stop()
    account.stop()

    assert [] == stack


def test_a_cell_that_is_run_again_begins_anew(new_lab):
    new_lab(Account().start()).queue()
    second = Account().start()

    assert ([], [second]) == (_queues(), stack)


def test_a_block_inside_a_started_account_nests(new_lab):
    started = Account().start()
    new_lab(started).queue()
    with Account():
        assert [] == _queues()

    assert (["sales-q"], [started]) == (_queues(), stack)


def test_a_block_of_the_started_account_itself_does_not_end_it():
    account = Account().start()
    with account, account:
        pass

    assert [account] == stack


def test_an_account_started_inside_a_block_does_not_end_the_block():
    with Account() as outer:
        inner = Account().start()
        assert [outer, inner] == stack

    assert [] == stack


def test_the_error_of_a_block_comes_through_and_the_account_ends():
    with pytest.raises(KeyError), Account():
        raise KeyError

    assert [] == stack


def test_environment_and_default_session_come_back(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of the learner")
    monkeypatch.setenv("AWS_PROFILE", "work")
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session := object())
    before = dict(os.environ)
    with Account():
        assert ("us-east-1", None) == (os.environ["AWS_DEFAULT_REGION"], os.environ.get("AWS_PROFILE"))
        assert "of the learner" != boto3.client("sqs")._request_signer._credentials.access_key

    assert (before, session) == (dict(os.environ), boto3.DEFAULT_SESSION)


def test_a_default_session_of_the_learners_own_works_too_and_goes_with_the_account():
    with Account():
        boto3.setup_default_session(region_name="eu-central-1")
        assert [] == _queues()

    assert "eu-central-1" != getattr(boto3.DEFAULT_SESSION, "region_name", None)


def test_without_an_account_nothing_is_sent():
    with Account() as account:
        client = account.client("sqs")

    with pytest.raises(NoAccountError, match="not sent anywhere"):
        client.list_queues()


def test_a_client_made_before_the_lab_was_imported_sends_nothing_either(account):
    early = boto3.Session(region_name="us-east-1").client("sqs")
    early.meta.events.unregister("before-send", answer)

    with pytest.raises(NoAccountError, match="made before the lab was imported"):
        early.list_queues()


def test_plain_moto_still_works_while_no_account_runs():
    with moto.mock_aws():
        sqs = boto3.client("sqs", region_name="us-east-1")
        url = sqs.create_queue(QueueName="plain-q")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="x")

        assert "x" == sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"]


def test_what_moto_does_not_answer_is_refused_in_words(account):
    with pytest.raises(
        account.client("sqs").exceptions.ClientError, match="the lab does not answer"
    ) as refused:
        account.client("lambda").list_code_signing_configs()

    assert 501 == refused.value.response["ResponseMetadata"]["HTTPStatusCode"]


def test_the_limit_ends_a_loop_that_polls_for_ever(new_lab):
    with Account(limit=3600) as account:
        lab = new_lab(account)
        url = lab.queue()

        def poll():
            while True:
                lab.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)

        with pytest.raises(TimeIsUp):
            poll()


def test_another_thread_may_call(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    threads = [
        threading.Thread(target=lab.sns.publish, kwargs={"TopicArn": topic, "Message": str(n)})
        for n in range(5)
    ]
    before = lab.clock.elapsed
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert before == lab.clock.elapsed

    lab.account.settle()
    assert list("01234") == sorted(lab.texts(url))


def test_in_another_thread_a_long_poll_answers_at_once(lab):
    url, found = lab.queue(), []
    thread = threading.Thread(
        target=lambda: found.append(lab.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20).get("Messages"))
    )
    thread.start()
    thread.join(10)

    assert [None] == found


def test_in_another_thread_nobody_can_wait_for_a_function(lab):
    lab.function("def handler(event, context): return 1")
    found = []

    def elsewhere():
        try:
            lab.invoke()
        except ClockError as error:
            found.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(10)
    lab.account.settle()

    assert ["virtual time passes only in the thread that"] == [text[:43] for text in found]


def test_an_account_that_ends_drops_what_was_under_way(lab, new_lab):
    called = []
    with Account() as inner:
        other = new_lab(inner)
        inner.endpoint("https://partner.example", lambda _: called.append(1) or (200, ""))
        other.subscribe(other.topic(), "https://partner.example")
    lab.account.settle()
    time.sleep(10)

    assert [] == called


def test_a_call_takes_its_modelled_time(lab):
    topic = lab.topic()
    before = time.time()
    lab.sns.publish(TopicArn=topic, Message="x")

    assert 12 == round((time.time() - before) * 1000)


SCENE = """
import hashlib, io, json, zipfile
from course.cloud import Account

def scene(seed):
    with Account(seed=seed) as account:
        sns, sqs, lambda_ = (account.client(name) for name in ("sns", "sqs", "lambda"))
        role = account.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        topic = sns.create_topic(Name="t")["TopicArn"]
        for name in ("a", "b"):
            sqs.create_queue(QueueName=name)
            arn = f"arn:aws:sqs:us-east-1:123456789012:{name}"
            sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        code = io.BytesIO()
        with zipfile.ZipFile(code, "w") as archive:
            archive.writestr("app.py", "def handler(event, context): 1 / 0")
        lambda_.create_function(FunctionName="f", Runtime="python3.12", Role=role, Handler="app.handler",
                                Code={"ZipFile": code.getvalue()})
        lambda_.create_event_source_mapping(EventSourceArn=arn, FunctionName="f")
        account.outage("a", 1)
        sns.publish(TopicArn=topic, Message="x")
        try:
            sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName="a")["QueueUrl"], MessageBody="y")
        except sqs.exceptions.ClientError:
            pass
        account.settle(at_most=600)
        return json.dumps([[span.as_dict() for span in account.trace], account.inventory().as_dict()])

print(*(hashlib.sha256(scene(seed).encode()).hexdigest() for seed in (1, 1, 2)))
"""


def test_the_same_seed_gives_the_same_trace_byte_for_byte_and_another_seed_another(capsys):
    exec(SCENE, {})  # noqa: S102  the same text runs in the other process
    here = capsys.readouterr().out.split()
    # Another process has other hashes, so that sets have other orders.
    command, environment = [sys.executable, "-c", SCENE], {**os.environ, "PYTHONHASHSEED": "1"}
    there = subprocess.run(
        command, capture_output=True, text=True, check=True, env=environment
    ).stdout.split()

    assert here[0] == here[1] != here[2]
    assert here == there
