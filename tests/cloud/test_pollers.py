"""Event source mappings: batches from a queue to a function."""

import json
from itertools import pairwise

import pytest

KEEPING = """
import boto3
table = []
def handler(event, context):
    table.append([record["body"] for record in event["Records"]])
    return table
"""
PICKY = """
def handler(event, context):
    bad = [r["messageId"] for r in event["Records"] if r["body"].startswith("bad")]
    {}
"""
FAILING = PICKY.format("if bad: raise ValueError(bad)")
REPORTING = PICKY.format("return {'batchItemFailures': [{'itemIdentifier': each} for each in bad]}")


def _batches(lab):
    return [span.detail["messages"] for span in lab.account.trace.find(kind="delivery", service="sqs")]


def _send(lab, url, *bodies):
    for body in bodies:
        lab.sqs.send_message(QueueUrl=url, MessageBody=body)


def _dead_lettered(lab, times=3):
    dead = lab.queue("dead-q")
    policy = json.dumps({"deadLetterTargetArn": lab.arn(dead), "maxReceiveCount": times})
    return lab.queue(VisibilityTimeout="30", RedrivePolicy=policy), dead


def test_what_is_sent_is_handled_and_deleted(lab):
    url = lab.queue()
    lab.function(KEEPING)
    lab.map(url)
    _send(lab, url, "a")
    left = lab.account.settle()

    assert (None, (0, 0), [1]) == (left, lab.waiting(url), _batches(lab))


def test_what_lay_in_the_queue_before_is_handled_in_batches(lab):
    url = lab.queue()
    lab.function(KEEPING)
    _send(lab, url, *"abcdefghijkl")
    lab.map(url, BatchSize=5)
    lab.account.settle()

    assert ([5, 5, 2], (0, 0)) == (_batches(lab), lab.waiting(url))


def test_an_event_shows_each_message(lab):
    url, out = lab.queue(), lab.queue("out-q")
    source = "import boto3, json\ndef handler(event, context):\n    boto3.client('sqs').send_message("
    lab.function(f"{source}QueueUrl='{out}', MessageBody=json.dumps(event))")
    lab.map(url)
    lab.sqs.send_message(
        QueueUrl=url,
        MessageBody="a",
        MessageAttributes={
            "channel": {"DataType": "String", "StringValue": "web"},
            "scan": {"DataType": "Binary", "BinaryValue": b"\x01"},
        },
    )
    lab.account.settle()
    (record,) = json.loads(lab.bodies(out)[0])["Records"]

    assert ("a", "aws:sqs", lab.arn(url)) == (record["body"], record["eventSource"], record["eventSourceARN"])
    assert "1" == record["attributes"]["ApproximateReceiveCount"]
    assert ("web", "AQ==") == (
        record["messageAttributes"]["channel"]["stringValue"],
        record["messageAttributes"]["scan"]["binaryValue"],
    )


def test_a_batch_that_fails_comes_again_after_its_visibility_timeout(lab):
    url = lab.queue(VisibilityTimeout="45")
    source = "n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    if n < 3: raise ValueError"
    lab.function(source)
    lab.map(url)
    _send(lab, url, "a")
    lab.account.settle()
    times = [span.start for span in lab.account.trace.find(kind="invocation")]

    assert [45, 45] == [round(b - a) for a, b in pairwise(times)]
    assert ["retrying", "retrying", "ok"] == [status for _, status in lab.ends()]


def test_a_poison_message_ends_in_the_dead_letter_queue(lab):
    url, dead = _dead_lettered(lab)
    lab.function(FAILING)
    lab.map(url)
    _send(lab, url, "bad one")
    left = lab.account.settle()

    assert (None, ["bad one"], 3) == (left, lab.bodies(dead), len(_batches(lab)))


def test_without_reports_one_bad_message_takes_its_batch_along(lab):
    url, dead = _dead_lettered(lab)
    _send(lab, url, "good", "bad one")
    lab.function(FAILING)
    lab.map(url)
    lab.account.settle()

    assert ["bad one", "good"] == sorted(lab.bodies(dead))


def test_a_function_that_reports_keeps_only_the_bad_ones(lab):
    url, dead = _dead_lettered(lab)
    _send(lab, url, "good", "bad one", "good too")
    lab.function(REPORTING)
    lab.map(url, FunctionResponseTypes=["ReportBatchItemFailures"])
    lab.account.settle()

    assert (["bad one"], [3, 1, 1]) == (lab.bodies(dead), _batches(lab))
    assert [1, 1, 1] == [
        span.detail["failed"] for span in lab.account.trace.find(service="sqs", kind="delivery")
    ]


@pytest.mark.parametrize(
    "answer, goes_back",
    [
        ("None", False),
        ("{}", False),
        ("{'batchItemFailures': []}", False),
        ("{'batchItemFailures': None}", False),
        ("'done'", True),
        ("{'batchItemFailures': [{'itemIdentifier': ''}]}", True),
        ("{'batchItemFailures': [{'itemIdentifier': None}]}", True),
        ("{'batchItemFailures': [{'id': 'x'}]}", True),
        ("{'batchItemFailures': [{'itemIdentifier': 'unknown'}]}", True),
        ("{'batchItemFailures': 'all'}", True),
    ],
)
def test_a_report_that_cannot_be_read_sends_the_whole_batch_back(lab, answer, goes_back):
    url = lab.queue()
    _send(lab, url, "a", "b")
    lab.function(f"def handler(event, context): return {answer}")
    lab.map(url, FunctionResponseTypes=["ReportBatchItemFailures"])
    lab.clock.advance(5)

    assert (0, 2 if goes_back else 0) == lab.waiting(url)


def test_a_report_counts_only_where_it_was_asked_for(lab):
    url = lab.queue()
    _send(lab, url, "bad one")
    lab.function(REPORTING)
    lab.map(url)
    lab.account.settle()

    assert (0, 0) == lab.waiting(url)


def test_settle_gives_up_on_a_poison_message_without_a_dead_letter_queue(lab):
    url = lab.queue(VisibilityTimeout="600")
    lab.function(FAILING)
    lab.map(url)
    _send(lab, url, "bad one")
    left = lab.account.settle()

    assert "after 6 virtual hours it is still not quiet; under way: poller of sales-q" == repr(left)
    assert 36 == len(_batches(lab))


def test_how_far_settle_goes_can_be_said(lab):
    url = lab.queue()
    lab.function(FAILING)
    lab.map(url)
    _send(lab, url, "bad one")
    left = lab.account.settle(at_most=100)

    assert (100, 4) == (left.seconds, len(_batches(lab)))


def test_a_poison_message_goes_when_its_retention_ends(lab):
    url = lab.queue(VisibilityTimeout="600", MessageRetentionPeriod="3600")
    lab.function(FAILING)
    lab.map(url)
    _send(lab, url, "bad one")

    assert (None, (0, 0)) == (lab.account.settle(), lab.waiting(url))


def test_a_new_message_does_not_wait_for_one_that_is_hidden(lab):
    url = lab.queue(VisibilityTimeout="600")
    lab.function(FAILING)
    lab.map(url)
    _send(lab, url, "bad one")
    lab.clock.advance(60)
    _send(lab, url, "good")
    lab.clock.advance(1)

    assert (0, 1) == lab.waiting(url)


def test_a_delayed_message_is_handled_when_it_shows(lab):
    url = lab.queue()
    lab.function(KEEPING)
    lab.map(url)
    lab.sqs.send_message(QueueUrl=url, MessageBody="a", DelaySeconds=100)
    lab.account.settle()

    assert [100] == [round(span.start) for span in lab.account.trace.find(kind="invocation")]


def test_a_mapping_that_is_off_leaves_the_messages_and_handles_them_when_on_again(lab):
    url = lab.queue()
    lab.function(KEEPING)
    mapping = lab.map(url, Enabled=False)
    _send(lab, url, "a")
    lab.account.settle()
    before = lab.waiting(url)
    lab.lambda_.update_event_source_mapping(UUID=mapping, Enabled=True)
    lab.account.settle()

    assert [(1, 0), (0, 0)] == [before, lab.waiting(url)]


def test_a_deleted_mapping_handles_nothing(lab):
    url = lab.queue()
    lab.function(KEEPING)
    lab.lambda_.delete_event_source_mapping(UUID=lab.map(url))
    _send(lab, url, "a")
    lab.account.settle()

    assert ((1, 0), []) == (lab.waiting(url), _batches(lab))


@pytest.mark.parametrize("what", ["queue", "function"])
def test_a_queue_or_function_that_goes_ends_the_polling_quietly(lab, what):
    url = lab.queue()
    lab.function(FAILING)
    lab.map(url)
    _send(lab, url, "bad one")
    lab.clock.advance(60)
    if what == "queue":
        lab.sqs.delete_queue(QueueUrl=url)
    else:
        lab.lambda_.delete_function(FunctionName="sales")

    assert None is lab.account.settle()


def test_two_mappings_share_the_messages_of_a_queue(lab):
    url = lab.queue()
    for name in ("a", "b"):
        lab.function("import time\ndef handler(event, context): time.sleep(1)", name)
        lab.map(url, name, BatchSize=1)
    _send(lab, url, *"1234")
    lab.account.settle()

    assert ((0, 0), {"a", "b"}) == (lab.waiting(url), {target for target, _ in lab.ends()})


def test_an_empty_queue_leaves_nothing_due(lab):
    url = lab.queue()
    lab.function(KEEPING)
    lab.map(url)
    lab.account.settle()
    before = lab.clock.elapsed
    lab.account.settle()

    assert before == lab.clock.elapsed


def test_a_function_that_sends_to_its_own_queue_goes_round_until_settle_gives_up(lab):
    url = lab.queue(DelaySeconds="900")
    source = "import boto3\ndef handler(event, context): boto3.client('sqs').send_message("
    lab.function(f"{source}QueueUrl='{url}', MessageBody='again')")
    lab.map(url)
    _send(lab, url, "once")

    assert "poller of sales-q" in repr(lab.account.settle())
