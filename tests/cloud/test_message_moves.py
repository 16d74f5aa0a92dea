"""Messages moved out of a dead-letter queue: back to where they came from, or elsewhere, at the rate that was asked for."""

import json

import pytest

ARN = "arn:aws:sqs:us-east-1:123456789012:{}"


@pytest.fixture
def dead(lab):
    """The ARN of a dead-letter queue with three messages, which came from `desk-q`."""
    lab.queue("desk-q-dlq")
    redrive = {"deadLetterTargetArn": ARN.format("desk-q-dlq"), "maxReceiveCount": 1}
    url = lab.queue("desk-q", VisibilityTimeout="1", RedrivePolicy=json.dumps(redrive))
    for body in "abc":
        lab.sqs.send_message(QueueUrl=url, MessageBody=body)
    for _ in range(2):
        lab.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        lab.clock.advance(2)
    return ARN.format("desk-q-dlq")


def held(lab, name):
    url = lab.sqs.get_queue_url(QueueName=name)["QueueUrl"]
    found = lab.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"])
    return [
        (each["Body"], each["Attributes"]["ApproximateReceiveCount"]) for each in found.get("Messages", [])
    ]


def refusal(lab, operation, **parameters):
    with pytest.raises(lab.sqs.exceptions.ClientError) as raised:
        getattr(lab.sqs, operation)(**parameters)
    return raised.value.response["Error"]["Code"]


def test_messages_go_back_as_new_ones_to_the_queue_that_set_them_aside(lab, dead):
    lab.sqs.start_message_move_task(SourceArn=dead)
    lab.clock.settle()

    assert [] == held(lab, "desk-q-dlq")
    assert [("a", "1"), ("b", "1"), ("c", "1")] == held(lab, "desk-q")


def test_a_destination_may_be_named(lab, dead):
    lab.queue("other-q")
    lab.sqs.start_message_move_task(SourceArn=dead, DestinationArn=ARN.format("other-q"))
    lab.clock.settle()

    assert ["a", "b", "c"] == [body for body, _ in held(lab, "other-q")]


def test_a_move_keeps_its_rate_and_tells_how_far_it_is(lab, dead):
    lab.sqs.start_message_move_task(SourceArn=dead, MaxNumberOfMessagesPerSecond=1)
    lab.clock.advance(1.5)
    [running] = lab.sqs.list_message_move_tasks(SourceArn=dead)["Results"]
    lab.clock.settle()
    [done] = lab.sqs.list_message_move_tasks(SourceArn=dead)["Results"]

    assert ("RUNNING", 2, 3) == tuple(
        running[name]
        for name in ("Status", "ApproximateNumberOfMessagesMoved", "ApproximateNumberOfMessagesToMove")
    )
    assert ("COMPLETED", 3, False) == (
        done["Status"],
        done["ApproximateNumberOfMessagesMoved"],
        "TaskHandle" in done,
    )


def test_a_move_that_is_cancelled_leaves_the_rest_where_it_is(lab, dead):
    handle = lab.sqs.start_message_move_task(SourceArn=dead, MaxNumberOfMessagesPerSecond=1)["TaskHandle"]
    lab.clock.advance(0.5)
    moved = lab.sqs.cancel_message_move_task(TaskHandle=handle)["ApproximateNumberOfMessagesMoved"]
    lab.clock.settle()

    assert (1, 2) == (moved, len(held(lab, "desk-q-dlq")))


def test_what_was_sent_to_the_dead_letter_queue_itself_has_nowhere_to_go(lab, dead):
    url = lab.sqs.get_queue_url(QueueName="desk-q-dlq")["QueueUrl"]
    lab.sqs.purge_queue(QueueUrl=url)
    lab.sqs.send_message(QueueUrl=url, MessageBody="direct")
    lab.sqs.start_message_move_task(SourceArn=dead)
    lab.clock.settle()
    [move] = lab.sqs.list_message_move_tasks(SourceArn=dead)["Results"]

    assert ("FAILED", 1) == (move["Status"], len(held(lab, "desk-q-dlq")))


def test_what_aws_refuses_is_refused(lab, dead):
    lab.queue("plain-q")
    start = "start_message_move_task"

    assert "ResourceNotFoundException" == refusal(lab, start, SourceArn=ARN.format("none"))
    assert "InvalidParameterValueException" == refusal(lab, start, SourceArn=ARN.format("plain-q"))
    assert "InvalidParameterValueException" == refusal(
        lab, start, SourceArn=dead, MaxNumberOfMessagesPerSecond=501
    )
    assert "ResourceNotFoundException" == refusal(lab, "cancel_message_move_task", TaskHandle="x")


def test_one_move_at_a_time_leaves_a_queue(lab, dead):
    lab.sqs.start_message_move_task(SourceArn=dead, MaxNumberOfMessagesPerSecond=1)

    assert "InvalidParameterValueException" == refusal(lab, "start_message_move_task", SourceArn=dead)
