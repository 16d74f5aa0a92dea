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


def _invocations(lab):
    return [span.start for span in lab.account.trace.find(kind="invocation")]


def _at_once(lab):
    """How many invocations ran at the same time, at the most."""
    spans = lab.account.trace.find(kind="invocation")
    return max(sum(other.start <= span.start < other.end for other in spans) for span in spans)


def _refusal(lab, url, **settings):
    with pytest.raises(lab.lambda_.exceptions.ClientError) as refused:
        lab.map(url, **settings)
    return refused.value.response["Error"]["Message"]


SLOW = "import time\ndef handler(event, context): time.sleep(20)"


def test_a_window_gathers_what_comes_one_by_one(lab):
    url = lab.queue(VisibilityTimeout="120")
    lab.function(KEEPING)
    lab.map(url, BatchSize=100, MaximumBatchingWindowInSeconds=60)
    for _ in range(12):
        _send(lab, url, "a")
        lab.clock.advance(4)
    lab.account.settle()

    assert ([12], (0, 0)) == (_batches(lab), lab.waiting(url))
    assert [60] == [round(start) for start in _invocations(lab)]


def test_a_full_batch_does_not_wait_for_the_end_of_its_window(lab):
    url = lab.queue()
    lab.function(KEEPING)
    lab.map(url, BatchSize=25, MaximumBatchingWindowInSeconds=300)
    _send(lab, url, *"abcdefghijklmnopqrstuvwxy")
    lab.clock.advance(5)

    assert [25] == _batches(lab)


def test_five_batches_are_handled_at_once_and_more_as_time_goes_by(lab):
    url = lab.queue(VisibilityTimeout="60")
    _send(lab, url, *map(str, range(40)))
    lab.function(SLOW, Timeout=30)
    lab.map(url, BatchSize=1)
    lab.clock.advance(0.9)
    first = len(_invocations(lab))
    lab.clock.advance(1)

    assert (9, 14) == (first, len(_invocations(lab)))


def test_a_mapping_can_be_held_to_a_concurrency(lab):
    url = lab.queue(VisibilityTimeout="60")
    _send(lab, url, *map(str, range(12)))
    lab.function(SLOW, Timeout=30)
    lab.map(url, BatchSize=1, ScalingConfig={"MaximumConcurrency": 3})
    lab.account.settle()

    assert (3, 12, (0, 0)) == (_at_once(lab), len(_invocations(lab)), lab.waiting(url))


def test_a_throttled_batch_is_tried_again_and_goes_back_when_its_time_is_over(lab):
    url, dead = _dead_lettered(lab, times=2)
    lab.function(KEEPING)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=0)
    lab.map(url)
    _send(lab, url, "a")
    lab.account.settle()

    assert ((0, 0), ["a"]) == (lab.waiting(url), lab.bodies(dead))
    assert ["retrying", "retrying"] == [status for _, status in lab.ends()]
    assert [0, 1, 3, 7, 15] == [round(start - _invocations(lab)[0]) for start in _invocations(lab)][:5]


def test_a_share_of_one_handles_all_messages_one_after_the_other(lab):
    url = lab.queue(VisibilityTimeout="900")
    lab.function("import time\ndef handler(event, context): time.sleep(1)")
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=1)
    _send(lab, url, *"abcdef")
    lab.map(url, BatchSize=1)
    lab.account.settle()
    done = [span for span in lab.account.trace.find(kind="invocation") if span.status == "ok"]

    assert ((0, 0), 6) == (lab.waiting(url), len(done))
    assert all(before.end <= after.start for before, after in pairwise(done))


@pytest.mark.parametrize(
    "pattern, handled",
    [
        ({"body": {"channel": ["web"]}}, ['{"channel": "web"}']),
        ({"body": {"amount": [{"numeric": [">", 10]}]}}, ['{"channel": "branch", "amount": 50}']),
        ({"body": ["plain"]}, ["plain"]),
        ({"body": [{"prefix": "pl"}]}, ["plain"]),
    ],
)
def test_what_no_filter_wants_is_deleted_and_the_function_never_hears_of_it(lab, pattern, handled):
    url, out = lab.queue(), lab.queue("out-q")
    source = "import boto3\ndef handler(event, context):\n    for r in event['Records']:"
    lab.function(f"{source} boto3.client('sqs').send_message(QueueUrl='{out}', MessageBody=r['body'])")
    lab.map(url, FilterCriteria={"Filters": [{"Pattern": json.dumps(pattern)}]})
    _send(lab, url, '{"channel": "web"}', '{"channel": "branch", "amount": 50}', "plain")
    lab.account.settle()

    assert (handled, (0, 0)) == (lab.bodies(out), lab.waiting(url))


def test_one_matching_filter_is_enough(lab):
    url = lab.queue()
    lab.function(KEEPING)
    filters = [{"Pattern": json.dumps({"body": {"n": [n]}})} for n in (1, 2)]
    lab.map(url, FilterCriteria={"Filters": filters})
    _send(lab, url, '{"n": 1}', '{"n": 2}', '{"n": 3}')
    lab.account.settle()

    assert 2 == sum(_batches(lab))


def test_a_mapping_may_lead_to_an_alias(lab, zip_of):
    url, out = lab.queue(), lab.queue("out-q")
    source = "import boto3\ndef handler(e, context): boto3.client('sqs').send_message("
    lab.function(f"{source}QueueUrl='{out}', MessageBody=context.invoked_function_arn.split(':', 6)[6])")
    lab.lambda_.publish_version(FunctionName="sales")
    lab.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")
    lab.map(url, "sales:live")
    lab.lambda_.update_function_code(FunctionName="sales", ZipFile=zip_of({"app.py": "broken"}))
    _send(lab, url, "a")
    lab.account.settle()

    assert ["sales:live"] == lab.bodies(out)


def test_mappings_are_listed_by_function_and_by_source(lab):
    url, other = lab.queue(), lab.queue("other-q")
    arn = lab.function(KEEPING)
    first, second = lab.map(url), lab.map(other, arn)
    found = [
        [each["UUID"] for each in lab.lambda_.list_event_source_mappings(**asked)["EventSourceMappings"]]
        for asked in ({"FunctionName": "sales"}, {"FunctionName": arn}, {"EventSourceArn": lab.arn(other)})
    ]

    assert [[first, second], [first, second], [second]] == found


@pytest.mark.parametrize(
    "settings, message",
    [
        ({"BatchSize": 11}, "Maximum batch window in seconds must be greater than 0 if maximum batch size"),
        ({"BatchSize": 10001, "MaximumBatchingWindowInSeconds": 1}, "BatchSize must be from 1 to 10000"),
        ({"MaximumBatchingWindowInSeconds": 301}, "must be from 0 to 300"),
        ({"ScalingConfig": {"MaximumConcurrency": 1001}}, "MaximumConcurrency must be from 2 to 1000"),
        ({"StartingPosition": "LATEST"}, "StartingPosition is not a supported parameter"),
        ({"BisectBatchOnFunctionError": True}, "is not a supported parameter"),
        ({"FilterCriteria": {"Filters": [{"Pattern": "{"}]}}, "Invalid filter pattern definition."),
        ({"FilterCriteria": {"Filters": [{"Pattern": "{}"}] * 6}}, "can hold 5 filters, not 6"),
        ({"ProvisionedPollerConfig": {"MinimumPollers": 2}}, "the lab does not provision pollers"),
        ({"FunctionResponseTypes": ["Everything"]}, "ReportBatchItemFailures and nothing else"),
    ],
)
def test_terms_that_make_no_sense_are_refused(lab, settings, message):
    url = lab.queue()
    lab.function(KEEPING)

    assert message in _refusal(lab, url, **settings)


def test_a_queue_must_hide_its_messages_as_long_as_the_function_may_run(lab):
    url = lab.queue(VisibilityTimeout="30")
    lab.function(KEEPING, Timeout=60)

    assert "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds" == _refusal(
        lab, url
    )


def test_a_queue_that_is_not_there_is_refused(lab):
    lab.function(KEEPING)

    assert "The specified queue does not exist." in _refusal(lab, "https://x/nowhere-q")


def test_a_queue_and_a_function_can_have_one_mapping_only(lab):
    url = lab.queue()
    lab.function(KEEPING)
    mapping = lab.map(url)

    assert f"Please update or delete the existing mapping with UUID {mapping}" in _refusal(lab, url)


def test_a_change_is_held_to_the_same_rules(lab):
    url = lab.queue()
    lab.function(KEEPING)
    mapping = lab.map(url)

    with pytest.raises(lab.lambda_.exceptions.InvalidParameterValueException, match="Maximum batch window"):
        lab.lambda_.update_event_source_mapping(UUID=mapping, BatchSize=50)
    with pytest.raises(lab.lambda_.exceptions.ResourceNotFoundException):
        lab.lambda_.update_event_source_mapping(UUID="0" * 36, BatchSize=5)


def test_a_batch_has_the_sending_of_its_first_message_as_cause(lab):
    url = lab.queue()
    lab.function("import time\ndef handler(event, context): time.sleep(1)")
    lab.map(url, BatchSize=1)
    _send(lab, url, "a", "b")
    lab.account.settle()
    sends = [span.id for span in lab.account.trace.find(name="SendMessage")]

    assert sends == [span.cause for span in lab.account.trace.find(kind="delivery", service="sqs")]
