"""Event source mappings from FIFO queues: order within a group, and nothing beside it."""

import json
from itertools import pairwise

import pytest

NOTING = """
import boto3, json, time
def handler(event, context):
    time.sleep({seconds})
    bodies = [r["body"] for r in event["Records"]]
    boto3.client("sqs").send_message(QueueUrl="{out}", MessageBody=json.dumps(bodies))
    {rest}
"""


def _fifo(lab, rest="", seconds=1, **attributes):
    url = lab.queue("claims.fifo", FifoQueue="true", ContentBasedDeduplication="true", **attributes)
    out = lab.queue("out-q")
    lab.function(NOTING.format(out=out, rest=rest, seconds=seconds))
    return url, out


def _send(lab, url, *bodies):
    """Each body goes into the group of its first letter."""
    for body in bodies:
        lab.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=body[0])


def _noted(lab, out):
    return [json.loads(body) for body in lab.bodies(out)]


def test_a_group_is_handled_in_order_one_batch_at_a_time(lab):
    url, out = _fifo(lab)
    lab.map(url, BatchSize=1)
    _send(lab, url, "a1", "a2", "a3")
    left = lab.account.settle()
    spans = lab.account.trace.find(kind="invocation")

    assert (None, [["a1"], ["a2"], ["a3"]]) == (left, _noted(lab, out))
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_groups_are_handled_beside_each_other(lab):
    url, _ = _fifo(lab, seconds=2)
    _send(lab, url, "a1", "b1", "c1")
    lab.map(url, BatchSize=1)
    lab.account.settle()
    spans = lab.account.trace.find(kind="invocation")

    assert max(span.start for span in spans) < min(span.end for span in spans)


def test_a_failing_message_blocks_its_group_and_no_other(lab):
    dead = lab.queue("dead.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    policy = json.dumps({"deadLetterTargetArn": lab.arn(dead), "maxReceiveCount": 2})
    url, out = _fifo(lab, "if bodies == ['a1']: raise ValueError", RedrivePolicy=policy)
    _send(lab, url, "a1", "a2", "b1")
    lab.map(url, BatchSize=1)
    lab.account.settle()

    assert [["a1"], ["b1"], ["a1"], ["a2"]] == _noted(lab, out)
    assert ["a1"] == lab.bodies(dead)


def test_a_reported_failure_stops_its_group_until_it_shows_again(lab):
    report = (
        "return {'batchItemFailures': [{'itemIdentifier': r['messageId']} for r in event['Records'] "
        "if r['body'] != 'a1' and r['attributes']['ApproximateReceiveCount'] == '1']}"
    )
    url, out = _fifo(lab, report)
    lab.map(url, FunctionResponseTypes=["ReportBatchItemFailures"])
    _send(lab, url, "a1", "a2", "a3")
    lab.account.settle()
    seen = [each for batch in _noted(lab, out) for each in batch]

    assert ["a2", "a3", "a2", "a3"] == [each for each in seen if each != "a1"]
    assert (0, 0) == lab.waiting(url)


@pytest.mark.parametrize(
    "settings, message",
    [
        ({"MaximumBatchingWindowInSeconds": 5}, "Batching window is not supported for FIFO queues."),
        ({"BatchSize": 11}, "BatchSize must be from 1 to 10"),
    ],
)
def test_fifo_queues_have_no_window_and_small_batches(lab, settings, message):
    url, _ = _fifo(lab)

    with pytest.raises(lab.lambda_.exceptions.InvalidParameterValueException, match=message):
        lab.map(url, **settings)


def test_a_long_poll_waits_for_a_group_without_turning_in_circles(lab):
    url, _ = _fifo(lab)
    _send(lab, url, "a1", "a2")
    lab.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1)
    begin = len(lab.account.trace), lab.clock.elapsed
    found = lab.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20).get("Messages")

    assert (None, 20) == (found, round(lab.clock.elapsed - begin[1]))
