"""Queues over time: seen by a watch, or told by the trace as far as it knows."""

import json
import time

import boto3
import pytest

from course.cloud import Account
from course.cloud.trace import Span
from course.widgets import queue_depth, queue_watch
from course.widgets.charts.queue_arrivals import arrivals, depths
from course.widgets.charts.queue_record import QueueRecord, arrived_and_left, highest


@pytest.fixture
def account():
    with Account() as account:
        yield account


@pytest.fixture
def queue(account):
    sqs = boto3.client("sqs")
    sqs.create_queue(QueueName="dlq")
    redrive = {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:dlq", "maxReceiveCount": 1}
    attributes = {"VisibilityTimeout": "5", "RedrivePolicy": json.dumps(redrive)}
    return sqs.create_queue(QueueName="sales-q", Attributes=attributes)["QueueUrl"]


def send(queue, many):
    for _ in range(many):
        boto3.client("sqs").send_message(QueueUrl=queue, MessageBody="x")


def receive(queue, *, delete):
    sqs = boto3.client("sqs")
    for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
        if delete:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


def record_of(watch, name="sales-q"):
    return next(record for record in watch.records() if record.name == name)


def span(name, target="q", kind="call", service="sqs", status="ok", end=1.0, **parameters):
    return Span(1, None, kind, service, name, target, 0, end, status, {"parameters": parameters})


def test_sends_batches_and_deliveries_arrive_and_what_failed_does_not():
    trace = [
        span("SendMessage", end=1),
        span("SendMessage", end=2, status="error"),
        span("SendMessageBatch", end=3, Entries=[{}, {}]),
        span("payments", kind="delivery", service="sns", end=4),
        span("payments", kind="delivery", service="sns", end=5, status="filtered"),
        span("SendMessage", target="other", end=6),
    ]

    assert {"q": [1, 3, 3, 4]} == arrivals(trace, ["q"])


def test_a_message_is_deleted_once_by_each_handle():
    trace = [
        span("SendMessageBatch", end=1, Entries=[{}, {}, {}]),
        span("DeleteMessage", end=2, ReceiptHandle="a"),
        span("DeleteMessage", end=3, ReceiptHandle="a"),
        span("DeleteMessageBatch", end=4, Entries=[{"ReceiptHandle": "a"}, {"ReceiptHandle": "b"}]),
    ]

    assert [(1, 3), (2, 2), (4, 1)] == depths(trace, ["q"])["q"]


def test_a_batch_for_a_function_leaves_without_what_failed():
    batch = Span(2, 1, "delivery", "sqs", "q", "sales", 1, 2, "retrying", {"messages": 3, "failed": 1})

    assert [(1, 3), (2, 1)] == depths([span("SendMessageBatch", Entries=[{}, {}, {}]), batch], ["q"])["q"]


def test_to_purge_a_queue_takes_all():
    assert [(1, 1), (2, 0)] == depths([span("SendMessage"), span("PurgeQueue", end=2)], ["q"])["q"]


def test_what_left_follows_from_what_came_and_what_is_there():
    record = QueueRecord("q", depth=[(0, 0), (1, 3), (2, 1)], arrivals=[1, 1, 1, 2])

    assert [(3, 0), (1, 3)] == arrived_and_left(record, [0, 1, 2])


def test_what_is_there_without_having_been_sent_came_unseen():
    assert [(2, 0)] == arrived_and_left(QueueRecord("dlq", depth=[(0, 0), (1, 2)]), [0, 1])


def test_the_first_of_equal_heights_is_the_highest():
    assert (1, 5) == highest([(0, 2), (1, 5), (2, 5)])
    assert (0, 0) == highest([])


def test_a_watch_sees_what_is_held_in_flight_and_how_old_it_is(account, queue):
    watch = queue_watch(account)
    send(queue, 3)
    time.sleep(10)
    receive(queue, delete=False)
    record = record_of(watch)

    assert (3, 3) == (record.depth[-1][1], record.in_flight[-1][1])
    assert 10 <= record.oldest[-1][1] < 10.1


def test_a_watch_sees_dead_letters_move(account, queue):
    watch = queue_watch(account)
    send(queue, 2)
    receive(queue, delete=False)
    time.sleep(6)
    receive(queue, delete=True)

    assert (0, 2) == (record_of(watch).depth[-1][1], record_of(watch, "dlq").depth[-1][1])
    assert 2 == record_of(watch).dead
    assert "dlq      2        " in queue_depth(watch).text


def test_a_watch_leaves_no_trace_and_takes_no_time(account, queue):
    before = len(account.trace), account.clock.elapsed
    watch = queue_watch(account)
    watch.records()

    assert before == (len(account.trace), account.clock.elapsed)
    assert account.settle() is None


def test_days_are_watched_with_a_bounded_number_of_looks(account, queue):
    watch = queue_watch(account)
    send(queue, 1)
    time.sleep(3 * 86400)
    record = record_of(watch)

    assert 100 < len(record.depth) < 500
    assert (0, 1) == (record.depth[0][1], highest(record.depth)[1])


def test_the_height_of_a_short_burst_is_kept(account, queue):
    watch = queue_watch(account)
    time.sleep(100)
    send(queue, 7)
    time.sleep(2)
    receive(queue, delete=True)
    time.sleep(3600)

    assert 7 == highest(record_of(watch).depth)[1]


def test_without_a_watch_the_trace_is_counted_and_what_it_misses_is_said(account, queue):
    send(queue, 2)
    receive(queue, delete=False)
    time.sleep(6)
    receive(queue, delete=True)
    text = queue_depth(account).text

    assert "sales-q holds 0, by the trace 2" in text
    assert "not known" in text


def test_where_the_trace_is_right_there_is_no_doubt(account, queue):
    send(queue, 3)
    receive(queue, delete=True)

    assert "Not all that leaves" not in queue_depth(account).text


def test_the_trace_of_an_ended_account_still_tells(account, queue):
    send(queue, 3)
    account.stop()

    assert "sales-q" in queue_depth(account).text


def test_only_some_queues_can_be_shown(account, queue):
    send(queue, 1)
    shown = queue_depth(account, only="sales-q").text

    assert "sales-q" in shown
    assert "dlq " not in shown


def test_queues_are_told_apart_by_dash_and_name(account, queue):
    watch = queue_watch(account)
    send(queue, 1)
    html = watch.html

    assert "stroke-dasharray" in html
    assert "sales-q</li>" in html
    assert watch.text == repr(watch)


def test_an_account_without_messages_says_so(account):
    assert "No queue has held a message yet." == queue_depth(account).text


def test_a_single_message_is_drawn_at_once(account, queue):
    send(queue, 1)
    text = queue_depth(account).text

    assert "sales-q  1        +0 s        1" in text


def test_a_queue_is_shown_until_now(account, queue):
    send(queue, 1)
    time.sleep(3600)

    assert "50 min</text>" in queue_depth(account).html


def test_of_many_queues_the_picture_has_those_that_held_most(account):
    sqs = boto3.client("sqs")
    urls = [sqs.create_queue(QueueName=f"q-{at}")["QueueUrl"] for at in range(9)]
    watch = queue_watch(account)
    send(urls[8], 1)

    assert "The picture has 1 queue of 9 that held most; the table has all." in queue_depth(account).text
    assert "The picture has 6 queues of 9" in watch.text
    assert "q-8</li>" in watch.html
    assert "q-7</li>" not in watch.html
