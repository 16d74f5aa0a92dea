"""M14 E4: what wakes the person on duty, in whatever form it comes."""

import json

import pytest

from course.cloud import Account
from grader.rubrics.m14.on_duty import Ring, rings, turned_away

SETTINGS = {"prefix": "lake-41", "region": "us-east-1"}
QUEUE = "arn:aws:sqs:us-east-1:123456789012:lake-41-on-duty"
ALARM = {"AlarmName": "slow", "NewStateValue": "ALARM"}
CLEAR = {"AlarmName": "slow", "NewStateValue": "OK"}


def _event(state):
    return {
        "detail-type": "CloudWatch Alarm State Change",
        "detail": {"alarmName": "slow", "state": {"value": state}},
    }


def _from_topic(document):
    return {"Type": "Notification", "Message": json.dumps(document)}


@pytest.fixture
def telephone():
    """Return what puts bodies into the queue and tells who rang."""
    with Account() as account:
        url = account.client("sqs").create_queue(QueueName="lake-41-on-duty")["QueueUrl"]

        def ringing(*bodies):
            for body in bodies:
                text = body if isinstance(body, str) else json.dumps(body)
                account.client("sqs").send_message(QueueUrl=url, MessageBody=text)
            return rings(account, SETTINGS)

        yield ringing


@pytest.mark.parametrize("body", [ALARM, _from_topic(ALARM), _event("ALARM")], ids=["raw", "topic", "event"])
def test_an_alarm_rings_by_its_name_in_each_form(telephone, body):
    assert ["slow"] == [ring.alarm for ring in telephone(body)]


@pytest.mark.parametrize("body", [CLEAR, _from_topic(CLEAR), _event("OK")], ids=["raw", "topic", "event"])
def test_an_all_clear_wakes_nobody(telephone, body):
    assert [] == telephone(body)


@pytest.mark.parametrize("body", ["get up!", _from_topic({"paymentId": "PAY-1"}), {"detail": "failed"}, []])
def test_any_other_message_rings_for_no_alarm(telephone, body):
    assert [""] == [ring.alarm for ring in telephone(body)]


def test_what_has_rung_once_is_not_heard_again(telephone):
    telephone("get up!")

    assert [] == telephone()


def test_without_the_queue_there_is_nobody_to_ring():
    with Account() as account:
        assert rings(account, SETTINGS) is None


def test_a_ring_is_told_by_its_alarm_or_else_by_its_text():
    assert ["alarm slow", "get up!"] == [str(Ring("slow", "{}")), str(Ring("", "get up!"))]


@pytest.mark.parametrize("service, heard", [("sns", ["get up!"]), ("events", [])])
def test_what_a_topic_sends_is_heard_only_where_the_queue_lets_it_in(service, heard):
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": QUEUE,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    with Account() as account:
        account.client("sqs").create_queue(QueueName="lake-41-on-duty", Attributes={"Policy": policy})
        sns = account.client("sns")
        topic = sns.create_topic(Name="incidents")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=QUEUE)
        sns.publish(TopicArn=topic, Message="get up!")
        account.settle()
        found = rings(account, SETTINGS)
        refused = turned_away(account, SETTINGS)

    assert heard == [ring.text for ring in found]
    assert ([] if heard else [topic]) == refused
