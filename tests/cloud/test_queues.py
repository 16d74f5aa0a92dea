"""Queues on virtual time: hidden messages, long polls, dead letters."""

import time

import boto3
import pytest

from course.cloud.queue_content import holding, take_out


def _poll(lab, url, **parameters):
    """Receive once; return the bodies, and when the answer came (virtual seconds, without the call's own latency)."""
    begin = lab.clock.elapsed + 0.009
    messages = lab.sqs.receive_message(QueueUrl=url, **parameters).get("Messages", [])
    return [message["Body"] for message in messages], round(lab.clock.elapsed - begin, 6)


def test_a_received_message_is_hidden_for_its_visibility_timeout(lab):
    url = lab.queue(VisibilityTimeout="30")
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    assert (["x"], 0.0) == _poll(lab, url)

    lab.clock.advance(29)
    assert ([], 0.0) == _poll(lab, url)

    lab.clock.advance(2)
    assert (["x"], 0.0) == _poll(lab, url)


def test_a_delayed_message_shows_after_its_delay(lab):
    url = lab.queue()
    lab.sqs.send_message(QueueUrl=url, MessageBody="x", DelaySeconds=60)

    assert ([], 20.0) == _poll(lab, url, WaitTimeSeconds=20)
    lab.clock.advance(41)
    assert (["x"], 0.0) == _poll(lab, url)


def test_a_long_poll_with_nothing_to_receive_ends_at_its_time(lab):
    begin = time.perf_counter()

    assert ([], 20.0) == _poll(lab, lab.queue(), WaitTimeSeconds=20)
    assert time.perf_counter() - begin < 10


def test_a_long_poll_ends_at_the_moment_a_message_arrives(lab):
    url = lab.queue()
    lab.clock.call_later(5, lambda: None)

    def send():
        time.sleep(7)
        lab.sqs.send_message(QueueUrl=url, MessageBody="x")

    lab.clock.spawn(send)
    bodies, after = _poll(lab, url, WaitTimeSeconds=20)

    assert (["x"], 7.0) == (bodies, round(after, 2))


def test_a_long_poll_ends_when_a_hidden_message_shows_again(lab):
    url = lab.queue(VisibilityTimeout="12")
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    _poll(lab, url)

    bodies, after = _poll(lab, url, WaitTimeSeconds=20)
    assert (["x"], 12.0) == (bodies, round(after, 1))


def test_a_long_poll_hears_of_a_visibility_timeout_that_is_taken_back(lab):
    url = lab.queue(VisibilityTimeout="300")
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    handle = lab.sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]

    def give_back():
        time.sleep(3)
        lab.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)

    lab.clock.spawn(give_back)
    bodies, after = _poll(lab, url, WaitTimeSeconds=20)

    assert (["x"], 3.0) == (bodies, round(after, 1))


def test_a_queue_may_ask_for_long_polls_itself(lab):
    assert ([], 15.0) == _poll(lab, lab.queue(ReceiveMessageWaitTimeSeconds="15"))


def test_two_workers_share_a_queue_and_each_message_goes_to_one(lab):
    url, log = lab.queue(), []

    def worker(name, seconds):
        while messages := lab.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5).get("Messages"):
            time.sleep(seconds)
            log.append((name, messages[0]["Body"]))
            lab.sqs.delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])

    for number in range(6):
        lab.sqs.send_message(QueueUrl=url, MessageBody=str(number))
    lab.clock.spawn(worker, "quick", 1)
    lab.clock.spawn(worker, "slow", 2.5)
    lab.account.settle()

    assert ["quick", "quick", "slow", "quick", "quick", "slow"] == [name for name, _ in log]
    assert list("012345") == sorted(body for _, body in log)


def test_a_message_received_too_often_moves_to_the_dead_letter_queue(lab):
    dead = lab.queue("dead-q")
    redrive = f'{{"deadLetterTargetArn": "{lab.arn(dead)}", "maxReceiveCount": 3}}'
    url = lab.queue(VisibilityTimeout="10", RedrivePolicy=redrive)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    for _ in range(4):
        _poll(lab, url)
        lab.clock.advance(11)

    assert ((0, 0), ["x"]) == (lab.waiting(url), lab.bodies(dead))


def test_a_message_past_its_retention_period_is_gone_and_hides_none_behind_it(lab):
    url = lab.queue(MessageRetentionPeriod="60")
    lab.sqs.send_message(QueueUrl=url, MessageBody="old")
    lab.clock.advance(50)
    lab.sqs.send_message(QueueUrl=url, MessageBody="new")
    lab.clock.advance(20)

    assert ["new"] == lab.bodies(url)


def test_messages_of_a_group_keep_their_order_and_a_copy_within_five_minutes_is_dropped(lab):
    url = lab.queue("orders.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    for body in ("1", "2", "2", "3"):
        lab.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g")
    lab.clock.advance(301)
    lab.sqs.send_message(QueueUrl=url, MessageBody="2", MessageGroupId="g")

    assert ["1", "2", "3", "2"] == lab.bodies(url)


def test_a_receipt_of_long_ago_still_deletes(lab):
    url = lab.queue(VisibilityTimeout="1")
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    handle = lab.sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    lab.clock.advance(2)
    lab.sqs.receive_message(QueueUrl=url)
    lab.sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)
    lab.sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)

    assert (0, 0) == lab.waiting(url)


def test_an_unknown_receipt_is_refused(lab):
    with pytest.raises(lab.sqs.exceptions.ReceiptHandleIsInvalid):
        lab.sqs.delete_message(QueueUrl=lab.queue(), ReceiptHandle="never seen")


def test_attributes_are_told_one_by_one_and_all_together(lab):
    url = lab.queue(VisibilityTimeout="45")
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.sqs.send_message(QueueUrl=url, MessageBody="y", DelaySeconds=60)
    every = lab.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    one = lab.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"]

    assert {"VisibilityTimeout": "45"} == one
    assert {"1", "45"} == {every["ApproximateNumberOfMessages"], every["VisibilityTimeout"]}
    assert ("1", "0") == (
        every["ApproximateNumberOfMessagesDelayed"],
        every["ApproximateNumberOfMessagesNotVisible"],
    )
    assert not {"Policy", "RedrivePolicy", "FifoQueue"} & every.keys()


def test_a_queue_made_twice_alike_is_one_and_otherwise_refused(lab):
    url = lab.queue(VisibilityTimeout="45")

    assert url == lab.queue(VisibilityTimeout="45")
    with pytest.raises(lab.sqs.exceptions.QueueNameExists):
        lab.queue(VisibilityTimeout="46")


def test_what_lies_in_a_queue_of_another_region_is_found_by_its_address(lab):
    sqs = boto3.client("sqs", region_name="eu-central-1")
    url = sqs.create_queue(QueueName="sales-q")["QueueUrl"]
    lab.queue("sales-q")
    sqs.send_message(QueueUrl=url, MessageBody="x")

    assert (["x"], []) == (take_out(lab.account, url), take_out(lab.account, "sales-q"))


def test_who_stands_outside_sees_which_queues_hold_a_text_also_where_a_consumer_has_it(lab):
    for name in ("sales-q", "customer-q", "other-q"):
        lab.sqs.send_message(QueueUrl=lab.queue(name), MessageBody=f"for {name[:5]}")
    lab.sqs.receive_message(QueueUrl=lab.queue("sales-q"))

    assert ["sales-q"] == holding(lab.account, "for sales")
    assert [] == holding(lab.account, "nobody")
    assert (0, 1) == lab.waiting(lab.queue("sales-q"))
