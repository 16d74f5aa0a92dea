"""Event source mappings from DynamoDB streams: in order, tried again, split, given up."""

import json

import pytest

KEEPING = """
import boto3, json
def handler(event, context):
    ids = [r["dynamodb"]["Keys"]["id"]["S"] + r["eventName"][0] for r in event["Records"]]
    boto3.client("sqs").send_message(QueueUrl="{url}", MessageBody=json.dumps(ids))
    {rest}
"""
FAILING_ON_BAD = "if any(each.startswith('bad') for each in ids): raise ValueError(ids)"
REPORTING_BAD = (
    "return {'batchItemFailures': [{'itemIdentifier': r['dynamodb']['SequenceNumber']} "
    "for r in event['Records'] if r['dynamodb']['Keys']['id']['S'].startswith('bad')]}"
)


class Streaming:
    """A table with a stream, a function that notes what it gets, and a mapping."""

    def __init__(self, lab, rest="", **settings):
        self.lab, self.dynamodb = lab, lab.account.client("dynamodb")
        self.arn = self.dynamodb.create_table(
            TableName="claims",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )["TableDescription"]["LatestStreamArn"]
        self.url = lab.queue("notes-q")
        lab.function(KEEPING.format(url=self.url, rest=rest))
        self.settings = {"StartingPosition": "TRIM_HORIZON", **settings}

    def map(self):
        return self.lab.lambda_.create_event_source_mapping(
            EventSourceArn=self.arn, FunctionName="sales", **self.settings
        )["UUID"]

    def put(self, *ids, **attributes):
        for each in ids:
            self.dynamodb.put_item(TableName="claims", Item={"id": {"S": each}, **attributes})

    def batches(self):
        """What the function got, invocation by invocation; each change with the first letter of its kind."""
        self.lab.account.settle(at_most=3 * 86400)
        return [json.loads(body) for body in self.lab.bodies(self.url)]


def test_changes_reach_the_function_in_order(lab):
    stream = Streaming(lab)
    stream.map()
    stream.put("a", "b")
    stream.put("a", total={"N": "5"})
    stream.dynamodb.delete_item(TableName="claims", Key={"id": {"S": "b"}})

    assert ["aI", "bI", "aM", "bR"] == [each for batch in stream.batches() for each in batch]


def test_a_write_that_changes_nothing_leaves_no_record(lab):
    stream = Streaming(lab)
    stream.map()
    stream.put("a")
    stream.put("a")

    assert [["aI"]] == stream.batches()


def test_a_record_has_aws_form(lab):
    stream = Streaming(lab)
    lab.lambda_.update_function_code(
        FunctionName="sales",
        ZipFile=_zip(
            f"import boto3, json\ndef handler(e, c): boto3.client('sqs')."
            f"send_message(QueueUrl='{stream.url}', MessageBody=json.dumps(e))"
        ),
    )
    stream.map()
    stream.put("a")
    lab.account.settle()
    (record,) = json.loads(lab.bodies(stream.url)[0])["Records"]

    assert ("INSERT", "aws:dynamodb", stream.arn, "us-east-1") == tuple(
        record[name] for name in ("eventName", "eventSource", "eventSourceARN", "awsRegion")
    )
    assert {"id": {"S": "a"}} == record["dynamodb"]["NewImage"] == record["dynamodb"]["Keys"]
    assert 1_740_816_000 == record["dynamodb"]["ApproximateCreationDateTime"]


def _zip(source):
    import io
    import zipfile

    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", source)
    return content.getvalue()


@pytest.mark.parametrize("position, expected", [("TRIM_HORIZON", [["aI", "bI"]]), ("LATEST", [["bI"]])])
def test_a_mapping_begins_at_the_oldest_or_at_what_comes_next(lab, position, expected):
    stream = Streaming(lab, StartingPosition=position)
    stream.put("a")
    stream.map()
    stream.put("b")

    assert expected == stream.batches()


def test_batches_are_as_large_as_was_said(lab):
    stream = Streaming(lab, BatchSize=2)
    stream.put(*"abcde")
    stream.map()

    assert [["aI", "bI"], ["cI", "dI"], ["eI"]] == stream.batches()


def test_a_window_gathers_what_comes_one_by_one(lab):
    stream = Streaming(lab, MaximumBatchingWindowInSeconds=60)
    stream.map()
    for each in "abc":
        stream.put(each)
        lab.clock.advance(10)

    assert [["aI", "bI", "cI"]] == stream.batches()


def test_a_bad_record_blocks_those_behind_it_until_it_is_given_up(lab):
    stream = Streaming(lab, FAILING_ON_BAD, BatchSize=1, MaximumRetryAttempts=2)
    stream.put("bad", "good")
    stream.map()

    assert [["badI"]] * 3 + [["goodI"]] == stream.batches()
    assert ["retrying", "retrying", "lost", "ok"] == [status for _, status in lab.ends(service="dynamodb")]


def test_a_record_that_nobody_handles_for_a_day_leaves_the_stream(lab):
    stream = Streaming(lab)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=0)
    stream.put("a")
    stream.map()
    lab.clock.advance(86_500)
    lab.lambda_.delete_function_concurrency(FunctionName="sales")
    stream.put("b")

    assert [["bI"]] == stream.batches()


def test_bisecting_finds_the_bad_record(lab):
    stream = Streaming(lab, FAILING_ON_BAD, BisectBatchOnFunctionError=True, MaximumRetryAttempts=0)
    stream.put("a", "b", "bad", "d")
    stream.map()

    assert [
        ["aI", "bI", "badI", "dI"],
        ["aI", "bI"],
        ["badI", "dI"],
        ["badI"],
        ["dI"],
    ] == stream.batches()


def test_a_report_goes_on_from_the_first_failure(lab):
    stream = Streaming(
        lab, REPORTING_BAD, FunctionResponseTypes=["ReportBatchItemFailures"], MaximumRetryAttempts=1
    )
    stream.put("a", "bad", "c")
    stream.map()

    assert [["aI", "badI", "cI"], ["badI", "cI"]] == stream.batches()


def test_a_destination_is_told_which_records_were_given_up(lab):
    failures = lab.queue("failures-q")
    stream = Streaming(
        lab,
        FAILING_ON_BAD,
        MaximumRetryAttempts=1,
        DestinationConfig={"OnFailure": {"Destination": lab.arn(failures)}},
    )
    stream.put("bad", "b")
    stream.map()
    lab.account.settle()
    (told,) = map(json.loads, lab.bodies(failures))
    info = told["DDBStreamBatchInfo"]

    assert {"condition": "RetryAttemptsExhausted", "approximateInvokeCount": 2}.items() <= told[
        "requestContext"
    ].items()
    assert {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"} == told[
        "responseContext"
    ]
    assert (2, stream.arn, 1) == (
        info["batchSize"],
        info["streamArn"],
        int(info["endSequenceNumber"]) - int(info["startSequenceNumber"]),
    )
    assert "2025-03-01T08:00:00Z" == info["approximateArrivalOfFirstRecord"]
    assert "dead-letter" == lab.ends(service="dynamodb")[-1][1]


def test_a_record_that_is_too_old_is_given_up(lab):
    failures = lab.queue("failures-q")
    stream = Streaming(
        lab,
        FAILING_ON_BAD,
        MaximumRecordAgeInSeconds=60,
        DestinationConfig={"OnFailure": {"Destination": lab.arn(failures)}},
    )
    stream.put("bad")
    stream.map()
    lab.account.settle()
    (told,) = map(json.loads, lab.bodies(failures))

    assert "RecordAgeExceeded" == told["requestContext"]["condition"]
    assert "responseContext" not in told


def test_changes_of_one_item_stay_in_order_whatever_runs_beside(lab):
    stream = Streaming(lab, "import time; time.sleep(1)", ParallelizationFactor=4, BatchSize=1)
    for n in range(3):
        stream.put(*"abcd", n={"N": str(n)})
    stream.map()
    seen = [each for batch in stream.batches() for each in batch]

    assert all(["I", "M", "M"] == [each[1] for each in seen if each[0] == item] for item in "abcd")
    starts = [span.start for span in lab.account.trace.find(kind="invocation")]
    assert starts[-1] - starts[0] < 11


def test_a_filter_keeps_what_the_function_does_not_want(lab):
    pattern = json.dumps(
        {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"total": {"N": [{"exists": True}]}}}}
    )
    stream = Streaming(lab, FilterCriteria={"Filters": [{"Pattern": pattern}]})
    stream.map()
    stream.put("a")
    stream.put("b", total={"N": "5"})

    assert [["bI"]] == stream.batches()


def test_a_throttled_batch_waits_and_uses_up_no_attempt(lab):
    stream = Streaming(lab, MaximumRetryAttempts=0)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=0)
    stream.map()
    stream.put("a")
    lab.clock.advance(100)
    lab.lambda_.delete_function_concurrency(FunctionName="sales")

    assert [["aI"]] == stream.batches()


def test_a_mapping_that_is_off_goes_on_where_it_was(lab):
    stream = Streaming(lab, BatchSize=1)
    mapping = stream.map()
    stream.put("a")
    lab.account.settle()
    lab.lambda_.update_event_source_mapping(UUID=mapping, Enabled=False)
    stream.put("b")
    lab.account.settle()
    lab.lambda_.update_event_source_mapping(UUID=mapping, Enabled=True)

    assert [["aI"], ["bI"]] == stream.batches()


def test_how_far_a_mapping_is_behind_is_a_metric(lab):
    stream = Streaming(lab)
    stream.put("a")
    lab.clock.advance(100)
    stream.map()
    lab.account.settle()
    (point,) = lab.account.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/Lambda",
        MetricName="IteratorAge",
        Dimensions=[{"Name": "FunctionName", "Value": "sales"}],
        StartTime=lab.clock.start,
        EndTime=lab.clock.now.replace(hour=20),
        Period=86400,
        Statistics=["Maximum"],
    )["Datapoints"]

    assert 100_000 < point["Maximum"] < 101_000


@pytest.mark.parametrize(
    "settings, message",
    [
        ({"StartingPosition": "AT_TIMESTAMP"}, "Unsupported starting position"),
        ({"TumblingWindowInSeconds": 30}, "the lab does not gather results over a tumbling window"),
        ({"ParallelizationFactor": 11}, "ParallelizationFactor must be from 1 to 10"),
        ({"ScalingConfig": {"MaximumConcurrency": 5}}, "ScalingConfig is not a supported parameter"),
        ({"MaximumRecordAgeInSeconds": 30}, "MaximumRecordAgeInSeconds must be from 60 to 604800"),
        (
            {
                "DestinationConfig": {
                    "OnFailure": {"Destination": "arn:aws:lambda:us-east-1:123456789012:function:f"}
                }
            },
            "is invalid",
        ),
    ],
)
def test_terms_that_make_no_sense_are_refused(lab, settings, message):
    stream = Streaming(lab, **settings)

    with pytest.raises(lab.lambda_.exceptions.ClientError, match=message):
        stream.map()


def test_other_streams_are_refused_in_words(lab):
    Streaming(lab)
    arn = "arn:aws:kinesis:us-east-1:123456789012:stream/s"

    with pytest.raises(lab.lambda_.exceptions.ClientError, match="the lab does not read from kinesis"):
        lab.lambda_.create_event_source_mapping(
            EventSourceArn=arn, FunctionName="sales", StartingPosition="LATEST"
        )


def test_a_stream_can_be_read_by_hand(lab):
    stream = Streaming(lab)
    stream.put("a")
    client = lab.account.client("dynamodbstreams")
    (shard,) = client.describe_stream(StreamArn=stream.arn)["StreamDescription"]["Shards"]
    iterator = client.get_shard_iterator(
        StreamArn=stream.arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    (record,) = client.get_records(ShardIterator=iterator)["Records"]

    assert ("INSERT", {"id": {"S": "a"}}) == (record["eventName"], record["dynamodb"]["Keys"])
