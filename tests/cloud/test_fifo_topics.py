"""FIFO topics: order, copies, numbers, and what they refuse."""

import json

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def orders(lab):
    topic = lab.topic("orders.fifo", FifoTopic="true", ContentBasedDeduplication="true")
    url = lab.queue("orders-q.fifo", FifoQueue="true")
    lab.subscribe(topic, lab.arn(url))
    return topic, url


def _publish(lab, topic, text, group="g", **more):
    return lab.sns.publish(TopicArn=topic, Message=text, MessageGroupId=group, **more)


def test_a_group_keeps_its_order_through_an_outage(lab, orders):
    topic, url = orders
    lab.account.outage("orders-q.fifo", 100)
    for n in range(3):
        _publish(lab, topic, str(n))
        lab.clock.advance(45)
    lab.account.settle()

    assert ["0", "1", "2"] == lab.texts(url)


def test_deliveries_of_a_group_are_made_one_by_one_and_groups_go_side_by_side(lab, orders):
    topic, _ = orders
    for n in range(2):
        for group in "ab":
            _publish(lab, topic, f"{group}{n}", group)
    lab.account.settle()
    spans = lab.account.trace.find(kind="delivery", service="sns")

    assert [span.cause for span in spans] == [
        span.id for span in lab.account.trace.find(service="sns", name="Publish")
    ]
    assert spans[0].end <= spans[2].start
    assert spans[1].start < spans[0].end


def test_a_copy_is_taken_and_not_delivered_for_five_minutes(lab, orders):
    topic, _ = orders
    answers = [_publish(lab, topic, "paid", MessageDeduplicationId="x") for _ in range(2)]
    lab.clock.advance(301)
    answers.append(_publish(lab, topic, "paid", MessageDeduplicationId="x"))
    lab.account.settle()
    ids = [answer["MessageId"] for answer in answers]

    assert ids[0] == ids[1] != ids[2]
    assert answers[0]["SequenceNumber"] == answers[1]["SequenceNumber"] < answers[2]["SequenceNumber"]
    assert 2 == len(lab.account.trace.find(kind="delivery", service="sns"))


def test_the_envelope_and_the_answers_of_a_batch_have_the_sequence_number(lab, orders):
    topic, url = orders
    entries = [{"Id": str(n), "Message": f"m{n}", "MessageGroupId": "g"} for n in range(2)]
    answer = lab.sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    lab.account.settle()
    numbers = [each["SequenceNumber"] for each in answer["Successful"]]

    assert numbers == [json.loads(body)["SequenceNumber"] for body in lab.bodies(url)]
    assert sorted(numbers) == numbers
    assert {20} == set(map(len, numbers))


def test_a_standard_topic_numbers_nothing(lab):
    assert "SequenceNumber" not in lab.sns.publish(TopicArn=lab.topic(), Message="m")


def test_a_standard_queue_may_listen_to_a_fifo_topic(lab, orders):
    topic, _ = orders
    url = lab.queue("standard")
    lab.subscribe(topic, lab.arn(url))
    _publish(lab, topic, "m")
    lab.account.settle()

    assert ["m"] == lab.texts(url)


@pytest.mark.parametrize(
    "settings, asked, message",
    [
        (
            {"ContentBasedDeduplication": "true"},
            {},
            "Invalid parameter: The MessageGroupId parameter is required for FIFO topics",
        ),
        (
            {},
            {"MessageGroupId": "g"},
            "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided",
        ),
    ],
)
def test_a_message_without_group_or_without_a_way_to_tell_copies_is_refused(lab, settings, asked, message):
    topic = lab.topic("t.fifo", FifoTopic="true", **settings)
    with pytest.raises(ClientError, match=message):
        lab.sns.publish(TopicArn=topic, Message="m", **asked)


def test_only_queues_may_listen_to_a_fifo_topic(lab, orders):
    function = lab.function("def handler(event, context): pass")
    with pytest.raises(ClientError, match="Invalid protocol type: lambda"):
        lab.subscribe(orders[0], function)
